package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// errInterrupted is the cause with which the program's context is cancelled by
// Ctrl-C or SIGTERM.
var errInterrupted = errors.New("interrupted")

// interruptible returns a context that the first Ctrl-C or SIGTERM cancels, so
// that Chrome is stopped and what was seen is reported. The second one ends the
// program at once: who presses it does not want to wait.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, more := <-signals; !more {
			return
		}
		cancel(errInterrupted)
		if _, more := <-signals; more {
			os.Exit(exitInterrupted)
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
		cancel(nil)
	}
}

// wasInterrupted tells whether the context ended by the user's wish.
func wasInterrupted(ctx context.Context) bool {
	return errors.Is(context.Cause(ctx), errInterrupted)
}
