package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

// result is all that was seen of one contestant.
type result struct {
	contestant
	runs     []run
	control  string   // what it says where no scenario holds
	failures []string // each run that went wrong, told
}

// run is one timed run in which every scenario passed.
type run struct {
	measure.Usage
	requests int // that reached the site
}

// measureAll lets all contestants run in turn, round by round. Each round
// starts with another one, so that nobody always runs behind the same
// neighbour.
func measureAll(ctx context.Context, p plan, field []contestant) ([]*result, error) {
	holds, err := startSite(holdsOn)
	if err != nil {
		return nil, err
	}
	defer holds.Close()
	fails, err := startSite(failsOn)
	if err != nil {
		return nil, err
	}
	defer fails.Close()

	results, able := prepare(field)
	for _, r := range able {
		fmt.Fprintln(os.Stderr, "control:", r.name)
		r.check(ctx, p, fails)
	}
	for round := range p.rounds {
		for i := range able {
			r := able[(i+round)%len(able)]
			if ctx.Err() != nil {
				return results, nil
			}
			fmt.Fprintf(os.Stderr, "round %d/%d: %s\n", round+1, p.rounds, r.name)
			r.time(ctx, p, holds)
		}
	}
	return results, nil
}

// prepare tells those apart that lack nothing.
func prepare(field []contestant) (results, able []*result) {
	for _, c := range field {
		r := &result{contestant: c}
		results = append(results, r)
		if file := c.missing(); file != "" {
			r.note("not measured", errors.New(file+" is missing"))
			continue
		}
		able = append(able, r)
	}
	return results, able
}

// check lets the scenarios run where none holds, so that the time is not that
// of expectations that cannot fail. It also warms the machine's file cache for
// everybody.
func (r *result) check(ctx context.Context, p plan, on site) {
	_, said, err := r.once(ctx, p.limit, on, controls)
	switch {
	case err != nil:
		r.note("control", err)
	case said.failed != controls:
		r.note("control", fmt.Errorf("of %d scenarios that cannot hold: %v", controls, said))
	default:
		r.control = "fails"
	}
}

func (r *result) time(ctx context.Context, p plan, on site) {
	before := on.Total()
	usage, said, err := r.once(ctx, p.limit, on, p.scenarios)
	switch {
	case err != nil:
		r.note("round", err)
		return
	case said.passed != p.scenarios:
		r.note("round", fmt.Errorf("of %d scenarios: %v", p.scenarios, said))
		return
	case said.workers > 0:
		r.workers = said.workers
	}
	r.runs = append(r.runs, run{Usage: usage, requests: on.Total() - before})
}

func (r *result) once(ctx context.Context, limit time.Duration, on site, scenarios int) (measure.Usage, outcome, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("not done within %v", limit))
	defer cancel()
	scratch, err := os.MkdirTemp("", "swcheck-bench-")
	if err != nil {
		return measure.Usage{}, outcome{}, err
	}
	defer os.RemoveAll(scratch)
	called, err := r.command(task{site: on, scenarios: scenarios, scratch: scratch})
	if err != nil {
		return measure.Usage{}, outcome{}, err
	}
	options := measure.Options{Env: append(called.env, "TMPDIR="+scratch)}
	usage, err := measure.Run(ctx, options, called.command[0], called.command[1:]...)
	if err != nil {
		return usage, outcome{}, errors.Join(err, context.Cause(ctx))
	}
	if usage.LeftBehind > 0 {
		r.note("processes", fmt.Errorf("left %d of them behind", usage.LeftBehind))
	}
	said, err := r.read(usage.Stdout)
	if err != nil {
		err = fmt.Errorf("exit code %d: %w: %s", usage.ExitCode, err, strings.TrimSpace(string(usage.Stderr)))
	}
	return usage, said, err
}

func (r *result) note(where string, err error) {
	r.failures = append(r.failures, where+": "+err.Error())
}
