package suite

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/script"
)

// world returns what the steps may use of the target, and what undoes the
// deploys that they made.
func (t *try) world() (script.World, func(context.Context)) {
	world, undo := World(t.options.Target)
	return world, func(ctx context.Context) {
		if err := undo(ctx); err != nil {
			t.fail(context.WithoutCancel(ctx), "after", err)
		}
	}
}

// World returns what steps may use of a target, and what takes back the deploys
// that they made, also where the context is over.
func World(target scenarios.Target) (script.World, func(context.Context) error) {
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
	return world, func(ctx context.Context) error {
		if !deployed || own.Undo == nil {
			return nil
		}
		return own.Undo(context.WithoutCancel(ctx))
	}
}
