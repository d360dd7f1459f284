package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
)

// errInterrupted is the cause with which the program's context is cancelled by
// Ctrl-C or SIGTERM.
var errInterrupted = errors.New("interrupted")

// interruptible has the first Ctrl-C or SIGTERM cancel the context, or the end of
// the terminal, so that Chrome and the site are stopped and what was seen is
// reported. The second one ends the program at once: who presses it does not want
// to wait.
func interruptible(ctx context.Context, cancel context.CancelCauseFunc) (context.Context, func()) {
	last := &lastActs{acts: map[int]func(){}}
	ctx = context.WithValue(ctx, lastActsKey{}, last)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		if _, more := <-signals; !more {
			return
		}
		cancel(errInterrupted)
		if _, more := <-signals; more {
			last.do()
			os.Exit(exitInterrupted)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
		cancel(nil)
	}
}

// atOnceInterrupted makes a command of one that leaves nothing to be stopped or
// reported, such as while it reads stdin: the first Ctrl-C ends it.
func atOnceInterrupted(run func(args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		done := make(chan error, 1)
		go func() { done <- run(args) }()
		select {
		case err := <-done:
			return err
		case <-cmd.Context().Done():
			return context.Cause(cmd.Context())
		}
	}
}

// wasInterrupted tells whether the context ended by the user's wish, or because
// nobody reads the output any more.
func wasInterrupted(ctx context.Context) bool {
	return errors.Is(context.Cause(ctx), errInterrupted)
}

// tellInterruption says that Ctrl-C was understood as soon as it is pressed: to
// stop the browser and to report takes a moment. What it returns ends that.
func tellInterruption(ctx context.Context, shown progress) (end func()) {
	told := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(told)
		if wasInterrupted(ctx) {
			shown.note("stopping, to report what is known until now; Ctrl-C once more ends at once")
		}
	})
	return func() {
		if !stop() {
			<-told // a note after the display is closed would not be in its place
		}
	}
}

// lastActs are what is done before the program ends at once: what it has
// started must not outlive it.
type lastActs struct {
	mu   sync.Mutex
	acts map[int]func()
	next int
}

type lastActsKey struct{}

// beforeForcedEnd has something done before a second Ctrl-C ends the program,
// until the returned function is called.
func beforeForcedEnd(ctx context.Context, act func()) (spared func()) {
	last, ok := ctx.Value(lastActsKey{}).(*lastActs)
	if !ok {
		return func() {}
	}
	last.mu.Lock()
	defer last.mu.Unlock()
	last.next++
	key := last.next
	last.acts[key] = act
	return func() {
		last.mu.Lock()
		defer last.mu.Unlock()
		delete(last.acts, key)
	}
}

func (l *lastActs) do() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, act := range l.acts {
		act()
	}
}
