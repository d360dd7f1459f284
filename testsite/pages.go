package testsite

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/swcheck/swcheck/fixtures"
)

// fromShell is the flag by which a shell asks for the content of a page
// without the frame around it.
const fromShell = "from_appshell"

// A view is what a page is made of.
type view struct {
	User    *member // who is logged in
	Talks   []talk
	Talk    talk
	Query   string
	Message string
}

// routes is the map of the site. Files, which need no code, come before it.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page("home"))
	mux.HandleFunc("GET /talks/{$}", s.page("talks"))
	mux.HandleFunc("GET /talks/{slug}", s.talkPage)
	mux.HandleFunc("GET /talk", s.cardPage)
	mux.HandleFunc("GET /speakers/{$}", s.page("speakers"))
	mux.HandleFunc("GET /search", s.searchPage)
	mux.HandleFunc("GET /contact", s.page("contact"))
	mux.HandleFunc("POST /contact", s.postQuestion)
	mux.HandleFunc("GET /thanks", s.thanksPage)
	mux.HandleFunc("GET /login", s.loginPage)
	mux.HandleFunc("POST /login", s.postLogin)
	mux.HandleFunc("GET /logout", s.logout)
	mux.HandleFunc("GET /account", s.accountPage)
	mux.HandleFunc("GET /api/talks", s.apiTalks)
	mux.HandleFunc("GET /api/talks/{slug}", s.apiTalk)
	mux.HandleFunc("GET /api/me", s.apiMe)
	mux.HandleFunc("GET /talks", moved("/talks/"))
	mux.HandleFunc("GET /speakers", moved("/speakers/"))
	mux.HandleFunc("GET /programme", moved("/schedule"))
	mux.HandleFunc("/", s.anyPage)
	return mux
}

func moved(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, to, http.StatusMovedPermanently)
	}
}

// show answers with a page, with its frame or without.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, name string, v view) {
	v.User = s.members.of(r)
	part := "layout"
	if r.URL.Query().Has(fromShell) {
		part = "content"
	}
	body, err := s.current().render(name, part, v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	f := file{contentType: "text/html; charset=utf-8", body: body}
	keep := ask
	switch {
	case name == "login":
		keep = never
	case v.User != nil:
		keep = private
	}
	if status == http.StatusOK {
		send(w, r, keep, f)
	} else {
		sendStatus(w, status, keep, f)
	}
}

// page answers with a page that needs no more than the list of talks.
func (s *Site) page(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.show(w, r, http.StatusOK, name, view{Talks: s.current().talks})
	}
}

// needsMore are the pages that cannot be shown by their name alone.
var needsMore = map[string]bool{
	"home": true, "talks": true, "talk": true, "card": true, "search": true,
	"thanks": true, "login": true, "account": true, "not-found": true,
}

// anyPage shows the page whose template has the name of the path, so that a
// fixture adds a page by adding its template.
func (s *Site) anyPage(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if _, ok := s.current().pages[name]; ok && !needsMore[name] {
		s.page(name)(w, r)
		return
	}
	s.notFound(w, r)
}

func (s *Site) notFound(w http.ResponseWriter, r *http.Request) {
	if said, ok := s.fixture.Paths[fixtures.NoPath]; ok && said.As != r.URL.Path {
		s.answerAsSaid(w, r, said)
		return
	}
	s.show(w, r, http.StatusNotFound, "not-found", view{})
}

func (s *Site) talkPage(w http.ResponseWriter, r *http.Request) {
	t, ok := s.current().talk(func(t talk) bool { return t.Slug == r.PathValue("slug") })
	if !ok {
		s.notFound(w, r)
		return
	}
	s.show(w, r, http.StatusOK, "talk", view{Talk: t})
}

func (s *Site) cardPage(w http.ResponseWriter, r *http.Request) {
	t, ok := s.current().talk(func(t talk) bool { return strconv.Itoa(t.ID) == r.FormValue("id") })
	if !ok {
		s.notFound(w, r)
		return
	}
	s.show(w, r, http.StatusOK, "card", view{Talk: t})
}

func (s *Site) searchPage(w http.ResponseWriter, r *http.Request) {
	v := view{Query: r.FormValue("q")}
	for _, t := range s.current().talks {
		text := strings.ToLower(t.Title + " " + t.Card + " " + strings.Join(t.Text, " "))
		if v.Query != "" && strings.Contains(text, strings.ToLower(v.Query)) {
			v.Talks = append(v.Talks, t)
		}
	}
	s.show(w, r, http.StatusOK, "search", v)
}

func (s *Site) postQuestion(w http.ResponseWriter, r *http.Request) {
	// See Other, so that a reload does not send the question again.
	http.Redirect(w, r, "/thanks?name="+url.QueryEscape(r.PostFormValue("name")), http.StatusSeeOther)
}

func (s *Site) thanksPage(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "thanks", view{Query: r.FormValue("name")})
}

func (s *Site) apiTalks(w http.ResponseWriter, r *http.Request) {
	sendJSON(w, r, ask, s.current().talks)
}

func (s *Site) apiTalk(w http.ResponseWriter, r *http.Request) {
	t, ok := s.current().talk(func(t talk) bool { return t.Slug == r.PathValue("slug") })
	if !ok {
		sendStatus(w, http.StatusNotFound, ask, file{contentType: "application/json", body: []byte(`{"error":"no such talk"}`)})
		return
	}
	sendJSON(w, r, ask, t)
}

func sendJSON(w http.ResponseWriter, r *http.Request, lifetime string, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, lifetime, file{contentType: "application/json", body: body})
}
