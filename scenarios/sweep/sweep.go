// Package sweep audits every fixture of the test site and compares the rules
// that fail with the table of those that must. It is the regression suite of
// the rules: each must fail where its fault is, and be silent everywhere else.
package sweep

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/demo"
	"github.com/swcheck/swcheck/testsite"
)

// A Result is what the audit of one fixture said, and how that differs from
// what it must say.
type Result struct {
	Fixture  fixtures.Fixture
	Seen     *observation.Observations
	Report   finding.Report
	Err      error // why there is no report
	Took     time.Duration
	Problems []string // differences from the expectation, for people
}

// A Scope says how much of an audit the fixtures get.
type Scope int

const (
	// Whole is the whole audit of the profile.
	Whole Scope = iota
	// Focused audits few pages, but of fixtures whose fault is on others. On
	// broken ones it makes only the experiments that the rules which must fail
	// there need, and judges the rules that can do with those: most broken
	// fixtures show one fault in one experiment.
	Focused
)

// fewPages are the start page, and pages with pictures, data and a script that
// is loaded late.
const fewPages = 5

// Audit serves the fixture, audits it with its profile, the default one unless
// it names another, and compares.
func Audit(ctx context.Context, browser *harness.Browser, f fixtures.Fixture, scope Scope) Result {
	begin := time.Now()
	r := audit(ctx, browser, f, scope)
	r.Took = time.Since(begin)
	if r.Err != nil {
		r.Problems = []string{fmt.Sprintf("it could not be audited: %v", r.Err)}
		return r
	}
	table, err := fixtures.Expected()
	if err != nil {
		r.Problems = []string{err.Error()}
		return r
	}
	r.Problems = compare(r.Report, table[f.Name])
	return r
}

func audit(ctx context.Context, browser *harness.Browser, f fixtures.Fixture, scope Scope) Result {
	r := Result{Fixture: f}
	options := scenarios.Options{Profile: f.Profile}
	var judging scenarios.JudgeOptions
	if scope == Focused && !f.Far {
		options.MaxPages = fewPages
	}
	if scope == Focused && !f.Sound {
		concerned := focusOn(f)
		options.Limit, judging.Only = concerned.experiments, concerned.judged
	}
	site, err := testsite.Start(f.Name)
	if err != nil {
		r.Err = err
		return r
	}
	defer site.Close()
	r.Seen, r.Err = scenarios.Gather(ctx, browser, demo.Target(site), options)
	if r.Err == nil {
		r.Report = scenarios.Judge(r.Seen, judging)
	}
	return r
}

// All audits the fixtures, several at once, and hands each result over as soon
// as it is there. The results come back in the order of the fixtures.
func All(ctx context.Context, browser *harness.Browser, all []fixtures.Fixture, scope Scope, parallel int, done func(Result)) []Result {
	results := make([]Result, len(all))
	turns := make(chan struct{}, parallel)
	var group sync.WaitGroup
	var telling sync.Mutex
	for i, f := range all {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			results[i] = Audit(ctx, browser, f, scope)
			telling.Lock()
			defer telling.Unlock()
			done(results[i])
		})
	}
	group.Wait()
	return results
}
