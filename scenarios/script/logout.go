package script

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "logout", About: "log the user out by the configured steps",
		Example: "logout", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseLogout,
	})
}

func parseLogout(in Reading, value source.Node) Do {
	if !alone("logout", value) {
		return nil
	}
	if in.Within != "" {
		value.Reject("write the steps of the logout here", "logout cannot stand in the steps of a %s", in.Within)
		return nil
	}
	if !in.Logout {
		value.Reject(in.unread(`tell them in swcheck.yaml: logout: [{click: "#logout"}]`), "it is not known how users log out")
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		logout := run.World.Logout
		if logout == nil {
			return errors.New("it is not known how users log out")
		}
		run.begin()
		return run.Session.LogOut(ctx, func(ctx context.Context) error { return run.through(ctx, logout) })
	}
}
