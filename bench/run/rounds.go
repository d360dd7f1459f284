package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

// memoryEvery is how often memory is sampled in the runs that do so.
const memoryEvery = 50 * time.Millisecond

// result is all that was seen of one contestant.
type result struct {
	contestant
	runs     []measure.Usage // timed, on the precached site
	warm     []time.Duration // one scenario each, in a running browser
	memory   []measure.Usage
	says     map[string]answer // by site
	failures []string          // each run that went wrong, told
}

// answer is what a contestant said of one site.
type answer struct {
	saying
	reached int // requests that reached the server in its offline window, -1 when not told
	failed  string
}

// measureAll lets all contestants run in turn, round by round. Each round
// starts with another one, so that nobody always runs behind the same
// neighbour.
func measureAll(ctx context.Context, p plan, field []contestant, s *sites) []*result {
	results := make([]*result, len(field))
	var able []*result
	for i, c := range field {
		results[i] = &result{contestant: c, says: map[string]answer{}}
		if file := c.missing(); file != "" {
			results[i].failures = append(results[i].failures, "not measured: "+file+" is missing")
			continue
		}
		able = append(able, results[i])
	}
	inTurn := func(rounds int, what string, act func(*result)) {
		for round := range rounds {
			for i := range able {
				r := able[(i+round)%len(able)]
				if ctx.Err() != nil {
					return
				}
				fmt.Fprintf(os.Stderr, "%s %d/%d: %s\n", what, round+1, rounds, r.name)
				act(r)
			}
		}
	}
	inTurn(1, "verdicts", func(r *result) {
		for _, site := range s.all {
			r.ask(ctx, p, site)
		}
	})
	inTurn(p.rounds, "round", func(r *result) { r.time(ctx, p, s.precached()) })
	inTurn(p.memoryRounds, "memory", func(r *result) { r.weigh(ctx, p, s.precached()) })
	return results
}

// ask notes what the contestant says of a site, without measuring; it also
// warms the file cache of the machine for everybody.
func (r *result) ask(ctx context.Context, p plan, site *site) {
	_, said, err := r.once(ctx, p, site, 1, 0)
	if err != nil {
		r.says[site.name] = answer{reached: -1, failed: err.Error()}
		return
	}
	reached := -1
	if !said.window[0].IsZero() {
		reached = site.arrivals(said.window[0], said.window[1])
	}
	r.says[site.name] = answer{saying: said, reached: reached}
}

func (r *result) time(ctx context.Context, p plan, site *site) {
	usage, _, err := r.once(ctx, p, site, 1, 0)
	if err != nil {
		r.note("round", err)
		return
	}
	r.runs = append(r.runs, usage)
	if !r.contestant.warm {
		return
	}
	_, said, err := r.once(ctx, p, site, p.warm+1, 0)
	if err != nil {
		r.note("running browser", err)
		return
	}
	r.warm = append(r.warm, said.warm[1:]...) // the first one warms the browser up
}

func (r *result) weigh(ctx context.Context, p plan, site *site) {
	usage, _, err := r.once(ctx, p, site, 1, memoryEvery)
	if err != nil {
		r.note("memory", err)
		return
	}
	r.memory = append(r.memory, usage)
}

func (r *result) once(ctx context.Context, p plan, site *site, times int, sampleEvery time.Duration) (measure.Usage, saying, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, p.limit, fmt.Errorf("not done within %v", p.limit))
	defer cancel()
	scratch, err := os.MkdirTemp("", "swcheck-bench-")
	if err != nil {
		return measure.Usage{}, saying{}, err
	}
	defer os.RemoveAll(scratch)
	t := task{url: site.url, heading: site.heading, times: times, report: filepath.Join(scratch, "report.json")}
	command := r.command(t)
	options := measure.Options{Env: append([]string{"TMPDIR=" + scratch}, r.env...), SampleEvery: sampleEvery}
	usage, err := measure.Run(ctx, options, command[0], command[1:]...)
	if err != nil {
		return usage, saying{}, errors.Join(err, context.Cause(ctx))
	}
	if usage.LeftBehind > 0 {
		r.failures = append(r.failures, fmt.Sprintf("left %d processes behind", usage.LeftBehind))
	}
	said, err := r.read(usage, t)
	return usage, said, err
}

func (r *result) note(where string, err error) {
	r.failures = append(r.failures, where+": "+err.Error())
}
