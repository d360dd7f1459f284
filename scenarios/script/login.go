package script

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

func init() {
	Register(Kind{
		Name: "login", About: "let one of the configured users log in; what is fetched with the login is that user's",
		Example: "login: member",
		Schema:  with(wordsSchema, "a name from users in swcheck.yaml"),
		Parse:   parseLogin,
	})
}

func parseLogin(in Reading, value source.Node) Do {
	user, ok := value.String("login: member")
	if !ok {
		return nil
	}
	if in.Within != "" {
		value.Reject("write the steps of that login here", "login cannot stand in the steps of a %s", in.Within)
		return nil
	}
	if !slices.Contains(in.Users, user) {
		hint := in.unread("name users with their logins in swcheck.yaml: users: {" + user + ": {login: […]}}")
		if len(in.Users) > 0 {
			hint = suggest.Hint(user, in.Users, "known are "+strings.Join(in.Users, ", "))
		}
		value.Reject(hint, "there is no user %q", user)
		return nil
	}
	if in.LogsIn != nil {
		in.LogsIn(user)
	}
	return func(ctx context.Context, run *Run) error {
		login := run.World.Logins[user]
		if login == nil {
			return fmt.Errorf("it is not known how %s logs in", user)
		}
		run.begin()
		return run.Session.LogIn(ctx, user, func(ctx context.Context) error { return run.through(ctx, login) })
	}
}

// unread returns the advice to have the configuration read where it was not,
// else the other one.
func (in Reading) unread(otherwise string) string {
	if in.Unread == "" {
		return otherwise
	}
	return in.Unread + " was not read, because the call names the site: add --config " + in.Unread
}

// through does steps that stand elsewhere, and takes what they saw for the
// run's own.
func (r *Run) through(ctx context.Context, steps Steps) error {
	visits, err := steps(ctx, r.Session)
	r.done.Visits = append(r.done.Visits, visits...)
	if len(visits) > 0 {
		r.shown = visits[len(visits)-1]
	}
	return err
}
