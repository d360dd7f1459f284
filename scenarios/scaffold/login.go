package scaffold

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A Form asks for a password. Its fields are told by their selectors, which the
// page chose.
type Form struct {
	User     string `json:"user"` // "" where it asks for no name
	Password string `json:"password"`
	Submit   string `json:"submit"` // the button; "" where Enter does it
}

// IsUsable reports whether the selectors can be written down: one that is long,
// or holds what is not printed, would be of no use tomorrow.
func (f Form) IsUsable() bool {
	const longest = 200
	return f.Password != "" && !slices.ContainsFunc([]string{f.User, f.Password, f.Submit}, func(selector string) bool {
		return len(selector) > longest || strings.Contains(selector, observation.Redacted) ||
			strings.ContainsFunc(selector, func(r rune) bool { return !unicode.IsPrint(r) })
	})
}

// A Login is the form that a visitor meets first.
type Login struct {
	Form
	Page  string // that it stands on, relative to the target
	Leads bool   // the start page leads there: nothing of the site is seen without it
	At    string // where the page is, for people: a path, or the URL of another origin
}

// Variables are those that user name and password are taken from.
const (
	userVariable     = "SITE_USER"
	passwordVariable = "SITE_PASSWORD"
)

func (s *Site) login(seen *observation.Observations, form *Form) *Login {
	if form == nil || !form.IsUsable() {
		return nil
	}
	at := reading.StartPage(seen)
	if strings.Contains(at, observation.Redacted) {
		at = reading.WithoutQuery(at)
	}
	path, ok := s.path(at)
	if !ok { // another origin's, to which the start page leads
		return &Login{Form: *form, Page: s.Start(), Leads: true, At: reading.WithoutQuery(at)}
	}
	return &Login{Form: *form, Page: path, Leads: pathOf(at) != pathOf(s.Target), At: pathOf(at)}
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.EscapedPath() == "" {
		return "/"
	}
	return u.EscapedPath()
}

// BehindLogin reports whether nothing of the site is seen without a login.
func (s Site) BehindLogin() bool { return s.Login != nil && s.Login.Leads }

// Secrets are what the files take from the environment.
func (s Site) Secrets() []Secret {
	all := slices.Concat(s.Headers, s.Cookies)
	if !s.BehindLogin() {
		return all
	}
	if s.Login.User != "" {
		all = append(all, Secret{Name: "user", Variable: userVariable})
	}
	return append(all, Secret{Name: "password", Variable: passwordVariable})
}

// UserVariable is the variable of the user's name.
func (Login) UserVariable() string { return userVariable }

// PasswordVariable is the variable of the user's password.
func (Login) PasswordVariable() string { return passwordVariable }
