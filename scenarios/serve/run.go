package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// A Command is one that ends, such as a deploy.
type Command struct {
	Name    string        // in messages, such as "deploy.command"
	Line    string        // for the shell
	Folder  string        // in which it runs; "" is the current one
	Timeout time.Duration // 0 is [DefaultTimeout]
	Output  io.Writer     // what it prints is passed on to; nil: to nobody
}

// Run runs the command to its end. One that takes too long, or whose context
// ends, is ended with everything that it has started. What a command that ended
// well has left behind stays, because that may be the site. Errors:
// [*FailedError], the context's.
func (c Command) Run(ctx context.Context) error {
	limit := c.Timeout
	if limit <= 0 {
		limit = DefaultTimeout
	}
	limited, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()
	out := &output{pass: c.Output}
	p, err := start(c.Line, c.Folder, out)
	if err != nil {
		return &FailedError{What: c.Name, Command: c.Line, How: err.Error()}
	}
	select {
	case <-p.exited:
	case <-limited.Done():
		p.stop()
		if !errors.Is(context.Cause(limited), errSlow) {
			return ctx.Err()
		}
		return &FailedError{What: c.Name, Command: c.Line, How: fmt.Sprintf("not done after %s", limit), Output: out.last()}
	}
	if p.err == nil {
		return nil
	}
	p.awaitSilence()
	return &FailedError{What: c.Name, Command: c.Line, How: p.how(), Output: out.last()}
}
