package serve

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"time"
)

// Options say how a site is started.
type Options struct {
	Command string        // for the shell
	Folder  string        // in which it runs; "" is the current one
	Ready   string        // URL that answers when the site is there
	Timeout time.Duration // of the start; 0 is [DefaultTimeout]
	Reuse   bool          // a site that answers there already is taken, and nothing is started
	Output  io.Writer     // what the command prints is passed on to; nil: to nobody
}

// DefaultTimeout bounds the start of a site.
const DefaultTimeout = time.Minute

// A Site is a site that was started, or that was there before.
type Site struct {
	options Options
	process *process // nil where it was there before
}

// Start runs the command. It does not wait for the site, so that what is begun
// can be ended at any time; [Site.Await] does. Errors: [*AnswersAlreadyError],
// [*DiedError].
func Start(ctx context.Context, o Options) (*Site, error) {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	ready, err := url.Parse(o.Ready)
	if err != nil {
		return nil, fmt.Errorf("the address of the site: %w", err)
	}
	if isTaken(ctx, ready) {
		if o.Reuse {
			return &Site{options: o}, nil
		}
		return nil, &AnswersAlreadyError{URL: o.Ready}
	}
	p, err := start(o.Command, o.Folder, &output{pass: o.Output})
	if err != nil {
		return nil, &DiedError{Command: o.Command, How: err.Error()}
	}
	return &Site{options: o, process: p}, nil
}

// Await waits until the site answers with anything but a server error. Errors:
// [*DiedError], [*NeverReadyError], the context's. The command is to be stopped
// after them too.
func (s *Site) Await(ctx context.Context) error {
	if s.process == nil {
		return nil
	}
	return s.await(ctx, s.options.Ready)
}

// Stop ends the command and everything that it has started. It returns when
// all of that has ended.
func (s *Site) Stop() {
	if s.process != nil {
		s.process.stop()
	}
}

// Kill is Stop without asking first, for when there is no time.
func (s *Site) Kill() {
	if s.process != nil {
		s.process.kill()
	}
}

// Ended is closed when the command has ended. It is nil, and never ready, where
// the site was there before.
func (s *Site) Ended() <-chan struct{} {
	if s.process == nil {
		return nil
	}
	return s.process.exited
}

// lastWords is how long it may take until what a command that has ended printed
// last is read: what it has started may hold its output open.
const lastWords = 300 * time.Millisecond

// Died returns a [*DiedError] when the command has ended by itself, else nil.
// What fails after it failed because of it.
func (s *Site) Died() error {
	if s.process == nil || s.process.running() {
		return nil
	}
	select {
	case <-s.process.silent:
	case <-time.After(lastWords):
	}
	return s.process.died()
}

func (p *process) died() error {
	return &DiedError{Command: p.cmd.Args[len(p.cmd.Args)-1], How: p.how(), NotFound: p.isNotFound(), Output: p.output.last()}
}
