package testsite

import (
	"crypto/rand"
	"net/http"
	"sync"
)

// A member is somebody who can log in.
type member struct {
	ID     int    `json:"id"`
	Name   string `json:"name"`
	Ticket string `json:"ticket"`
	Note   string `json:"note"`

	password string
}

// registered are the members, by the name with which they log in. They are
// there for tests, so their passwords are no secret.
var registered = map[string]member{
	"member": {ID: 7, Name: "Ada Member", Ticket: "TD-1001", Note: "You have a seat in the first row, next to the lamp.", password: "lantern"},
	"other":  {ID: 12, Name: "Otto Other", Ticket: "TD-2002", Note: "You asked for a bed away from the snoring organisers.", password: "candle"},
}

const sessionCookie = "session"

// members keeps who is logged in, by session, on the server.
type members struct {
	mu       sync.Mutex
	sessions map[string]string
}

func newMembers() *members { return &members{sessions: map[string]string{}} }

// of returns who sent the request, or nil for nobody.
func (m *members) of(r *http.Request) *member {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	who, ok := registered[m.sessions[cookie.Value]]
	if !ok {
		return nil
	}
	return &who
}

func (m *members) enter(name string) *http.Cookie {
	m.mu.Lock()
	defer m.mu.Unlock()
	id := rand.Text()
	m.sessions[id] = name
	return &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

func (m *members) leave(r *http.Request) {
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.sessions, cookie.Value)
	}
}

// LogEverybodyOut ends all sessions on the server, as an expiry does: the
// browsers keep their cookies, which are worth nothing any more.
func (s *Site) LogEverybodyOut() {
	s.members.mu.Lock()
	defer s.members.mu.Unlock()
	clear(s.members.sessions)
}

func (s *Site) loginPage(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "login", view{})
}

func (s *Site) postLogin(w http.ResponseWriter, r *http.Request) {
	name := r.PostFormValue("user")
	who, known := registered[name]
	if !known || who.password != r.PostFormValue("password") {
		s.show(w, r, http.StatusUnauthorized, "login", view{Message: "That name and password do not belong together."})
		return
	}
	http.SetCookie(w, s.members.enter(name))
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

func (s *Site) logout(w http.ResponseWriter, r *http.Request) {
	s.members.leave(r)
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1})
	w.Header().Set("Cache-Control", never)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *Site) accountPage(w http.ResponseWriter, r *http.Request) {
	if s.members.of(r) == nil {
		w.Header().Set("Cache-Control", never)
		http.Redirect(w, r, "/login", http.StatusFound)
		return
	}
	s.show(w, r, http.StatusOK, "account", view{})
}

func (s *Site) apiMe(w http.ResponseWriter, r *http.Request) {
	who := s.members.of(r)
	if who == nil {
		sendStatus(w, http.StatusUnauthorized, never, file{contentType: "application/json", body: []byte(`{"error":"nobody is logged in"}`)})
		return
	}
	sendJSON(w, r, private, who)
}
