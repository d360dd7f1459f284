// Serves the folder site, and lets one reader log in, to try the guide with:
//
//	go build serve.go && ./serve localhost:8000
//
// Any other server would do: nothing in it knows of a service worker.
package main

import (
	"crypto/rand"
	"html/template"
	"log"
	"net/http"
	"os"
	"sync"
)

// The site knows one reader, for the sake of a page that is not for everybody.
const (
	reader   = "Ada"
	password = "lantern"
	cookie   = "session"
)

var (
	sessions  sync.Map // tokens of those who are logged in
	loansPage = template.Must(template.ParseFiles("private/loans.html"))
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("which address? For example: ./serve localhost:8000")
	}
	site := http.NewServeMux()
	site.Handle("GET /", http.FileServer(http.Dir("site")))
	site.HandleFunc("GET /loans", loans)
	site.HandleFunc("POST /login", login)
	site.HandleFunc("POST /logout", logout)
	log.Fatal(http.ListenAndServe(os.Args[1], named(site)))
}

// named lets the site say its name with each answer, and lets browsers ask
// whether what they have is still the newest.
func named(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Site", "reading-room")
		w.Header().Set("Cache-Control", "no-cache")
		site.ServeHTTP(w, r)
	})
}

// loans is the page that belongs to one reader, and is marked so.
func loans(w http.ResponseWriter, r *http.Request) {
	token, err := r.Cookie(cookie)
	if err != nil {
		http.Redirect(w, r, "/login.html", http.StatusSeeOther)
		return
	}
	name, known := sessions.Load(token.Value)
	if !known {
		http.Redirect(w, r, "/login.html", http.StatusSeeOther)
		return
	}
	w.Header().Set("Cache-Control", "private, no-cache")
	if err := loansPage.Execute(w, name); err != nil {
		log.Print(err)
	}
}

func login(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("name") != reader || r.FormValue("password") != password {
		http.Redirect(w, r, "/login.html", http.StatusSeeOther)
		return
	}
	token := rand.Text()
	sessions.Store(token, reader)
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/loans", http.StatusSeeOther)
}

func logout(w http.ResponseWriter, r *http.Request) {
	if token, err := r.Cookie(cookie); err == nil {
		sessions.Delete(token.Value)
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", MaxAge: -1})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
