package main

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"sync"

	"github.com/swcheck/swcheck/scenarios/serve"
)

// serve starts the site where the configuration says how, and returns what
// stops it.
func (a *auditor) serve(ctx context.Context, target *url.URL) (func(), error) {
	stop, err := startSite(ctx, a.plan.serve, target, a.shown)
	return func() {
		if err := stop(); err != nil {
			a.errs = append(a.errs, err)
		}
	}, err
}

// startSite starts the site, unless it runs already, and waits until it answers.
// What is returned stops it, and returns the error of one that had ended before.
func startSite(ctx context.Context, served *serve.Options, target *url.URL, shown progress) (func() error, error) {
	if served == nil {
		return func() error { return nil }, nil
	}
	options := *served
	ready, err := target.Parse(options.Ready) // the target itself where it is empty
	if err != nil {
		return nil, err
	}
	options.Ready = ready.String()
	begun := step{target: target.String(), experiment: "serve", doing: "starts " + options.Command}
	shown.step(begun)
	site, err := serve.Start(ctx, options)
	if err != nil {
		return nil, err
	}
	spared := beforeForcedEnd(ctx, site.Kill)
	stop := func() {
		site.Stop()
		spared()
	}
	if err := site.Await(ctx); err != nil {
		stop()
		return nil, err
	}
	begun.done = true
	shown.step(begun)
	return func() error {
		err := site.Died()
		stop()
		if wasInterrupted(ctx) {
			return nil
		}
		return err
	}, nil
}

// commandLines shows what commands print as whole lines, so that they do not
// mix with the progress.
type commandLines struct {
	mu   sync.Mutex
	note func(string) // nil: nobody is shown anything yet
}

// to says where the lines are shown.
func (c *commandLines) to(shown progress) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.note = shown.note
}

func (c *commandLines) show(line string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.note != nil {
		c.note(line)
	}
}

// of returns where a command prints to. Its name stands before each line.
func (c *commandLines) of(name string) io.Writer { return &commandWriter{lines: c, name: name} }

type commandWriter struct {
	lines *commandLines
	name  string

	mu   sync.Mutex
	rest []byte // of a line that has no end yet
}

func (w *commandWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rest = append(w.rest, p...)
	for {
		line, rest, whole := bytes.Cut(w.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		w.lines.show(w.name + ": " + string(line))
		w.rest = append(w.rest[:0], rest...)
	}
}
