package experiments

import (
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "users",
		Profiles: []string{"standard", "full"},
		Apart:    true,
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Users, err = Users(ctx, s)
			return err
		},
	})
}

// Users lets two users, one after the other, use one browser: what is shown to
// whom, and what is left of whom. It returns nil where the target has no users.
//
// The expiry of a login is made in a session of its own beside it, because
// after a logout there is nothing left to expire.
func Users(ctx context.Context, s Setup) (*observation.Users, error) {
	if len(s.Target.Users) == 0 {
		return nil, nil
	}
	seen := &observation.Users{First: s.Target.Users[0].Name, LogoutSteps: s.Target.Logout != nil}
	if len(s.Target.Users) > 1 {
		seen.Second = s.Target.Users[1].Name
	}
	seen.Private = s.privateURLs()

	var out, expired *userSession
	var outErr, expiredErr error
	var group errgroup.Group
	group.Go(func() error {
		out, outErr = s.userSession(ctx, "", (*userSession).comeAndGo)
		return nil
	})
	group.Go(func() error {
		expired, expiredErr = s.userSession(ctx, "beside it, ", (*userSession).expire)
		return nil
	})
	_ = group.Wait() // each of them keeps its own error
	if out != nil {
		seen.UserSession = out.seen
	}
	if expired != nil {
		seen.Expiry = &expired.seen
	}
	seen.Nobody = s.askAsNobody(ctx, seen)
	// What goes wrong in both sessions is one thing.
	return seen, errors.Join(slices.CompactFunc(flat(outErr, expiredErr), sameText)...)
}

// flat returns the errors one by one, sorted, so that each is told as a part of
// its own.
func flat(all ...error) []error {
	var parts []error
	for _, err := range all {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			parts = append(parts, joined.Unwrap()...)
		} else if err != nil {
			parts = append(parts, err)
		}
	}
	slices.SortStableFunc(parts, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return parts
}

func sameText(a, b error) bool { return a.Error() == b.Error() }

// userSession is one browser that several users use, while it is driven.
type userSession struct {
	Setup
	aside   string // begins the steps that are told, so that two sessions can be told apart
	session *harness.Session
	crew    *crew
	seen    observation.UserSession

	linked  []string            // pages that everybody may see
	data    []string            // private URLs that are no pages
	landing []observation.Visit // what the logout brought up
	stays   []stay              // who was logged in, and with what
}

// userSession opens a session and makes what is to be made in it. It returns
// nil where none could be opened.
func (s Setup) userSession(ctx context.Context, aside string, course func(*userSession, context.Context) error) (*userSession, error) {
	session, err := s.open(ctx, readable)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	u := &userSession{Setup: s, aside: aside, session: session, crew: newCrew(session)}
	err = course(u, ctx)
	u.seen.SessionLog = session.Log()
	u.attribute()
	u.seen.Prints = takePrints(u.seen.Exchanges)
	parts := slices.DeleteFunc(flat(err), func(err error) bool { return errors.Is(err, errLoop) })
	return u, errors.Join(append(u.crew.problems, parts...)...)
}

func (u *userSession) step(step string) { u.Setup.step(u.aside + step) }

// counting counts pages of the phase that was begun last.
func (u *userSession) counting(pages int) *pageCount {
	return u.Setup.counting(u.aside+"visits pages, "+string(u.phase().Name), 0, pages)
}

// comeAndGo lets the first user log in and out, and then the second one in.
func (u *userSession) comeAndGo(ctx context.Context) error {
	if err := u.beforeLogin(ctx); err != nil {
		return err
	}
	if err := u.login(ctx, u.Target.Users[0]); err != nil {
		return err
	}
	if err := u.online(ctx, u.linked); err != nil {
		return err
	}
	if err := u.logout(ctx); err != nil {
		return err
	}
	if err := u.afterLogout(ctx); err != nil {
		return err
	}
	if len(u.Target.Users) < 2 {
		return nil
	}
	if err := u.login(ctx, u.Target.Users[1]); err != nil {
		return err
	}
	if err := u.online(ctx, nil); err != nil {
		return err
	}
	return u.offline(ctx, observation.PhaseSecondOffline, u.Target.Users[1].Name)
}

// expire lets the login of the first user end without a word, and the second
// one log in afterwards.
func (u *userSession) expire(ctx context.Context) error {
	if err := u.beforeLogin(ctx); err != nil {
		return err
	}
	if err := u.login(ctx, u.Target.Users[0]); err != nil {
		return err
	}
	if err := u.online(ctx, nil); err != nil {
		return err
	}
	u.step("lets the login expire")
	if err := u.endLogin(ctx); err != nil {
		return err
	}
	u.begin(observation.PhaseExpired, "")
	if err := u.online(ctx, nil); err != nil || len(u.Target.Users) < 2 {
		return err
	}
	if err := u.login(ctx, u.Target.Users[1]); err != nil {
		return err
	}
	return u.online(ctx, nil)
}

// afterLogout looks at what is left of the user who logged out, or whose cookies
// were taken away. Offline comes first, because a page that is loaded online may
// tidy up what is left, or replace it with what nobody gets.
func (u *userSession) afterLogout(ctx context.Context) error {
	if err := u.offline(ctx, observation.PhaseOutOffline, ""); err != nil {
		return err
	}
	if err := u.lieFi(ctx); err != nil {
		return err
	}
	u.begin(observation.PhaseLoggedOut, "")
	u.phase().Login = u.landing
	if err := u.online(ctx, u.linked); err != nil {
		return err
	}
	return u.checkLogout()
}
