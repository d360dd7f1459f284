package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"sync"

	"github.com/swcheck/swcheck/scenarios/serve"
)

// serve starts the site where the configuration says how, and returns what
// stops it. The returned context ends with the site: what is seen after it is
// not the site's, and may be another one's that has taken its address.
func (a *auditor) serve(ctx context.Context, target *url.URL) (context.Context, func(), error) {
	ctx, stop, err := startSiteIn(ctx, a.plan.serve, target, a.shown)
	return ctx, func() {
		if err := stop(); err != nil {
			a.errs = append(a.errs, err)
		}
	}, err
}

// startSite is startSiteIn for who looks for the end of the site afterwards.
func startSite(ctx context.Context, served *serve.Options, target *url.URL, shown progress) (func() error, error) {
	_, stop, err := startSiteIn(ctx, served, target, shown)
	return stop, err
}

// startSiteIn starts the site, unless it runs already, and waits until it
// answers. The returned context ends with it. What is returned stops it, and
// returns the error of one that had ended before.
func startSiteIn(ctx context.Context, served *serve.Options, target *url.URL, shown progress) (context.Context, func() error, error) {
	if served == nil {
		return ctx, func() error { return nil }, nil
	}
	options := *served
	ready, err := target.Parse(options.Ready) // the target itself where it is empty
	if err != nil {
		return ctx, nil, err
	}
	options.Ready = ready.String()
	begun := step{target: target.String(), of: "serve", doing: "starts " + options.Command}
	shown.step(begun)
	site, err := serve.Start(ctx, options)
	if err != nil {
		return ctx, nil, err
	}
	spared := beforeForcedEnd(ctx, site.Kill)
	stop := func() {
		site.Stop()
		spared()
	}
	if err := site.Await(ctx); err != nil {
		stop()
		return ctx, nil, err
	}
	begun.over = true
	shown.step(begun)
	during, leave := untilEnded(ctx, site)
	return during, func() error {
		err := site.Died()
		leave()
		stop()
		if wasInterrupted(ctx) {
			return nil
		}
		return err
	}, nil
}

// errSiteEnded is the cause with which a context is cancelled because the site
// has ended by itself.
var errSiteEnded = errors.New("the site has ended")

// untilEnded returns a context that ends with the site.
func untilEnded(ctx context.Context, site *serve.Site) (context.Context, func()) {
	during, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-site.Ended():
			cancel(errSiteEnded)
		case <-during.Done():
		}
	}()
	return during, func() { cancel(nil) }
}

// siteEnded tells whether the context ended because the site did.
func siteEnded(ctx context.Context) bool { return errors.Is(context.Cause(ctx), errSiteEnded) }

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
