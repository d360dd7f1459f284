package main

import (
	"bytes"
	"context"
	"net/url"
	"sync"

	"github.com/swcheck/swcheck/scenarios/serve"
)

// serve starts the site where the configuration says how, and returns what
// stops it.
func (a *auditor) serve(ctx context.Context, target *url.URL) (func(), error) {
	if a.plan.serve == nil {
		return func() {}, nil
	}
	options := *a.plan.serve
	ready, err := target.Parse(options.Ready) // the target itself where it is empty
	if err != nil {
		return nil, err
	}
	options.Ready = ready.String()
	begun := step{target: target.String(), experiment: "serve", doing: "starts " + options.Command}
	a.shown.step(begun)
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
	a.shown.step(begun)
	return func() {
		if err := site.Died(); err != nil && !wasInterrupted(ctx) {
			a.errs = append(a.errs, err)
		}
		stop()
	}, nil
}

// commandLines passes what commands print on as whole lines, so that they do
// not mix with the progress.
type commandLines struct {
	mu   sync.Mutex
	note func(string) // nil: nobody is shown anything yet
	rest []byte       // of a line that has no end yet
}

// to says where the lines are shown.
func (l *commandLines) to(shown progress) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.note = shown.note
}

func (l *commandLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest = append(l.rest, p...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		if l.note != nil {
			l.note("serve: " + string(line))
		}
		l.rest = append(l.rest[:0], rest...)
	}
}
