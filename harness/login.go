package harness

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// A LoginRefusedError tells that the server did not let a user in.
type LoginRefusedError struct {
	User   string
	Method string
	URL    string
	Status int
}

func (e *LoginRefusedError) Error() string {
	return fmt.Sprintf("%s was not let in: the server answered %d to %s %s", e.User, e.Status, e.Method, e.URL)
}

// Hint tells what to do.
func (e *LoginRefusedError) Hint() string {
	return "look at name and password, and try them by hand in a browser"
}

// LogIn does the steps of a login, and names the user in the exchanges that are
// that user's from then on: those that carry what came with the login, a cookie
// or an Authorization field, and where nothing can be seen to have come, all.
// Errors: that of the steps as it is, [*LoginRefusedError].
func (s *Session) LogIn(ctx context.Context, user string, steps func(context.Context) error) error {
	before, err := s.Cookies(ctx)
	if err != nil {
		return err
	}
	from := s.LastExchange()
	if err := steps(ctx); err != nil {
		return err
	}
	sent, refused := s.sentSince(from)
	if refused != nil {
		refused.User = user
		return refused
	}
	after, err := s.Cookies(ctx)
	if err != nil {
		return err
	}
	login := ChangedCookies(before, after)
	if len(login) == 0 && !slices.ContainsFunc(s.ExchangesSince(from), IsAuthorized) {
		s.SetUser(user)
		return nil
	}
	s.wire.SetLogin(user, sent, func(x observation.Exchange) bool { return Carries(x, login) })
	return nil
}

// LogOut does the steps of a logout. From then on nobody is logged in.
func (s *Session) LogOut(ctx context.Context, steps func(context.Context) error) error {
	err := steps(ctx)
	if err == nil {
		s.SetUser("")
	}
	return err
}

// sentSince returns the exchange before the first one after from that sent
// something to the site: what came before is nobody's, such as the page with the
// form. Of several attempts the last one tells whether the server refused.
func (s *Session) sentSince(from int) (before int, refused *LoginRefusedError) {
	before = -1
	for _, x := range s.ExchangesSince(from) {
		u, err := url.Parse(x.URL)
		if err != nil || origin(u) != origin(s.base) || !sends(x.Method) {
			continue
		}
		if before < 0 {
			before = x.ID - 1
		}
		refused = nil
		switch x.Status {
		case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
			refused = &LoginRefusedError{Method: x.Method, URL: x.URL, Status: x.Status}
		}
	}
	return max(before, from), refused
}

func sends(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// A ChangedCookie came with a login, or was changed by it: by such cookies the
// server knows the user.
type ChangedCookie struct {
	Name   string
	Before string // its value without the login, or ""
}

// ChangedCookies returns the cookies that were not there before, or had another
// value.
func ChangedCookies(before, after []StoredCookie) []ChangedCookie {
	was := map[string]string{}
	for _, c := range before {
		was[c.Name] = c.Value
	}
	var all []ChangedCookie
	for _, c := range after {
		if value, known := was[c.Name]; !known || value != c.Value {
			all = append(all, ChangedCookie{c.Name, value})
		}
	}
	return all
}

// Carries reports whether the request carried a login, one of the cookies or an
// Authorization field, or its answer brought it.
func Carries(x observation.Exchange, login []ChangedCookie) bool {
	if IsAuthorized(x) {
		return true
	}
	sent := (&http.Request{Header: http.Header(x.RequestHeader)}).Cookies()
	set := (&http.Response{Header: http.Header(x.ResponseHeader)}).Cookies()
	return slices.ContainsFunc(append(sent, set...), func(c *http.Cookie) bool {
		return c.Value != "" && c.MaxAge >= 0 && slices.ContainsFunc(login, func(l ChangedCookie) bool {
			return c.Name == l.Name && c.Value != l.Before
		})
	})
}

// IsAuthorized reports whether the request carried an Authorization field.
func IsAuthorized(x observation.Exchange) bool { return x.RequestHeader.Get("Authorization") != "" }
