package experiments

import (
	"context"
	"fmt"
	"time"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// undoLimit is how long the command may take that brings the first build back.
// It runs when an audit was interrupted too.
const undoLimit = time.Minute

// A DeployError tells that the target's own deploy, or the way back, failed.
type DeployError struct {
	Step string // "deploy" or "undo"
	Err  error
}

func (e *DeployError) Error() string {
	return fmt.Sprintf("the %s command of the target failed: %v", e.Step, e.Err)
}

func (e *DeployError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *DeployError) Hint() string {
	if e.Step == "undo" {
		return "bring the former build back by hand: the target may still serve the new one"
	}
	return "run the command by hand and look at what it says"
}

func wayOf(d Deploy) observation.DeployWay {
	switch {
	case d.Command != nil, d.Upstream != nil:
		return observation.DeployOwn
	case d.Folder != nil:
		return observation.DeployFolder
	}
	return observation.DeployPlayed
}

// deploy brings about the build in the best way that the target has.
func (d *deploying) deploy(ctx context.Context, build string) (gateway.Moment, error) {
	own := d.Target.Deploy
	switch {
	case own.Command != nil:
		if err := own.Command(ctx); err != nil {
			return gateway.Moment{}, &DeployError{"deploy", err}
		}
		return d.session.Deploy(gateway.Deploy{Build: build}), nil
	case own.Upstream != nil:
		return d.session.Deploy(gateway.Deploy{Build: build, Upstream: own.Upstream}), nil
	case own.Folder != nil:
		return d.session.Deploy(gateway.Deploy{Build: build, Folder: own.Folder}), nil
	}
	return d.session.Deploy(d.played.Deploy(build)), nil
}

// undo takes the target's own deploy back, also one that failed half way or was
// interrupted: an audit must leave a site as it found it.
func (d *deploying) undo(ctx context.Context) error {
	own := d.Target.Deploy
	if own.Command == nil || own.Undo == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoLimit)
	defer cancel()
	if err := own.Undo(ctx); err != nil {
		return &DeployError{"undo", err}
	}
	return nil
}
