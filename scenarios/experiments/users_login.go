package experiments

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// LoginError tells that a user could not be logged in or out.
type LoginError struct {
	User   string
	Step   string // stepLogin or stepLogout
	Reason string
	Err    error // of the step that failed, or nil
}

func (e *LoginError) Error() string {
	return fmt.Sprintf("%s could not %s: %s", e.User, e.Step, e.Reason)
}

func (e *LoginError) Unwrap() error { return e.Err }

const (
	stepLogin  = "log in"
	stepLogout = "log out"
)

// Hint tells what to do.
func (e *LoginError) Hint() string {
	if e.Step == stepLogout {
		return "look at the configured steps of the logout, and try them by hand in a browser"
	}
	return "look at the configured steps and at name and password, and try them by hand in a browser"
}

// login lets the user log in. From its beginning on, what is fetched is the
// user's, as far as it carries something of the login; see attribute.
func (u *userSession) login(ctx context.Context, user User) error {
	u.step("logs in " + user.Name)
	before, err := u.session.Cookies(ctx)
	if err != nil {
		return err
	}
	name := observation.PhaseFirst
	if user.Name != u.Target.Users[0].Name {
		name = observation.PhaseSecond
	}
	u.begin(name, user.Name)
	u.stays = append(u.stays, stay{user: user.Name, from: u.session.LastExchange()})
	u.session.SetUser(user.Name)
	visits, err := user.Login(ctx, u.session)
	u.phase().Login = visits
	if err != nil {
		return u.failed(ctx, err.Error(), err)
	}
	after, err := u.session.Cookies(ctx)
	if err != nil {
		return err
	}
	here := &u.stays[len(u.stays)-1]
	here.logins = harness.ChangedCookies(before, after)
	if reason := u.refusal(here.from); reason != "" {
		return u.failed(ctx, reason, nil)
	}
	return nil
}

// failed notes that the login came to nothing. A context that ended is no fault
// of the login.
func (u *userSession) failed(ctx context.Context, reason string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	u.phase().Failed = reason
	u.endStay()
	return &LoginError{User: u.phase().User, Step: stepLogin, Reason: reason, Err: err}
}

// refusal tells how the server refused what was sent to it since the exchange,
// or "". Of several attempts the last one counts.
func (u *userSession) refusal(from int) string {
	reason := ""
	for _, e := range u.session.Exchanges() {
		if e.ID <= from || !sends(e.Method) || !sameOrigin(e.URL, u.Target.URL) {
			continue
		}
		switch e.Status {
		case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
			reason = fmt.Sprintf("the server answered %d to %s %s", e.Status, e.Method, e.URL)
		default:
			reason = ""
		}
	}
	return reason
}

func sends(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// checkLogin compares what the site itself says of the private pages with what
// it said before the login, and of the login page where there are none.
func (u *userSession) checkLogin() error {
	phase := u.phase()
	if phase.User == "" || len(phase.Truth) == 0 {
		return nil
	}
	if err := u.missingPrivate(*phase); err != nil {
		phase.Failed = err.Error()
		return err
	}
	reason := u.stillRefused(*phase)
	if len(u.privateURLs()) == 0 {
		reason = u.stillAtLogin(*phase)
	}
	if reason == "" {
		return nil
	}
	phase.Failed = reason
	return &LoginError{User: phase.User, Step: stepLogin, Reason: reason}
}

// stillRefused tells that no private page is shown as another one than before
// the login, or "".
func (u *userSession) stillRefused(phase observation.UserPhase) string {
	before, _ := u.seen.Phase(observation.PhaseAnonymous)
	reason := ""
	for _, url := range u.privateURLs() {
		was, now := truthOf(before, url), truthOf(phase, url)
		if was == nil || now == nil || !sameAnswer(*was, *now) {
			return ""
		}
		reason = fmt.Sprintf("%s still leads to %s with status %d and the same text as before the login", url, now.Final, now.Status)
	}
	return reason
}

func truthOf(phase observation.UserPhase, url string) *observation.Visit {
	for i := range phase.Truth {
		if phase.Truth[i].URL == url {
			return &phase.Truth[i]
		}
	}
	return nil
}

// sameAnswer reports whether the site says the same. Queries may differ, because
// some name the page that is to follow.
func sameAnswer(a, b observation.Visit) bool {
	pathA, _ := splitQuery(a.Final)
	pathB, _ := splitQuery(b.Final)
	return a.Status == b.Status && pathA == pathB && (a.Status >= 400 || a.Text == b.Text)
}

// stillAtLogin tells that the steps ended at the page at which they began, and
// that no cookie came of it, or "".
func (u *userSession) stillAtLogin(phase observation.UserPhase) string {
	if len(phase.Login) < 2 || len(u.stays[len(u.stays)-1].logins) > 0 {
		return ""
	}
	first, last := phase.Login[0], phase.Login[len(phase.Login)-1]
	if !sameAnswer(first, last) {
		return ""
	}
	return fmt.Sprintf("%s is still shown after the last step, and no cookie was set", last.Final)
}

// logout lets the user log out by the configured steps, or takes the cookies of
// the login away.
func (u *userSession) logout(ctx context.Context) error {
	u.step("logs out " + u.phase().User)
	if u.Target.Logout == nil {
		return u.endLogin(ctx)
	}
	user := u.phase().User
	if err := u.openStart(ctx); err != nil {
		return err
	}
	visits, err := u.Target.Logout(ctx, u.session)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &LoginError{User: user, Step: stepLogout, Reason: err.Error(), Err: err}
	}
	u.endStay()
	after, err := u.session.Cookies(ctx)
	if err != nil {
		return err
	}
	here := &u.stays[len(u.stays)-1]
	if gone := removed(here.logins, after); len(gone) > 0 {
		here.logins = gone
	}
	u.landing = visits
	return nil
}

// openStart opens the page on which the steps of a logout begin, with the worker
// in charge: pages that were looked at past it last would keep it from seeing a
// logout that the page asks for itself.
func (u *userSession) openStart(ctx context.Context) error {
	u.crew.show(u.session.Tab(), u.Target.URL)
	_, err := u.session.Visit(ctx, u.Target.URL)
	if isPageError(err) {
		u.crew.problem(err)
		return nil
	}
	return err
}

// endLogin takes away the cookies of the login: those that came with it, and
// where none did, those that no script may read, as is usual for sessions.
func (u *userSession) endLogin(ctx context.Context) error {
	cookies, err := u.session.Cookies(ctx)
	if err != nil {
		return err
	}
	here := u.stays[len(u.stays)-1]
	gone := slices.DeleteFunc(slices.Clone(cookies), func(c storedCookie) bool {
		if len(here.logins) > 0 {
			return !slices.ContainsFunc(here.logins, func(l credential) bool { return l.Name == c.Name })
		}
		return !c.HTTPOnly
	})
	u.endStay()
	return u.session.RemoveCookies(ctx, gone)
}

// endStay notes that from now on nobody is logged in.
func (u *userSession) endStay() {
	u.session.SetUser("")
	u.stays[len(u.stays)-1].to = u.session.LastExchange()
}
