package suite

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// world returns what the steps may use of the target, and what undoes the
// deploys that they made.
func (t *try) world() (script.World, func(context.Context)) {
	target := t.options.Target
	world := script.World{Logins: map[string]script.Steps{}, Online: map[string]observation.Visit{}}
	for _, user := range target.Users {
		world.Logins[user.Name] = script.Steps(user.Login)
	}
	if target.Logout != nil {
		world.Logout = script.Steps(target.Logout)
	}
	deployed := false
	own := target.Deploy
	switch {
	case own.Command != nil:
		world.Deploy = func(ctx context.Context, _ *harness.Session) error {
			deployed = true
			return own.Command(ctx)
		}
	case own.Upstream != nil:
		world.Deploy = func(_ context.Context, session *harness.Session) error {
			session.Deploy(gateway.Deploy{Upstream: own.Upstream})
			return nil
		}
	case own.Folder != nil:
		world.Deploy = func(_ context.Context, session *harness.Session) error {
			session.Deploy(gateway.Deploy{Folder: own.Folder})
			return nil
		}
	}
	// Also one that failed half way, or was interrupted, is taken back.
	return world, func(ctx context.Context) {
		if !deployed || own.Undo == nil {
			return
		}
		if err := own.Undo(context.WithoutCancel(ctx)); err != nil {
			t.fail(context.WithoutCancel(ctx), "after", err)
		}
	}
}
