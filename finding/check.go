package finding

import (
	"fmt"
	"math"
	"slices"
)

// mostMs is the largest time in a report, in milliseconds: 31 years. Sums of
// such can still be written.
const mostMs = 1e12

// A check collects the first thing of a report that no swcheck has written.
// What it does not know would otherwise be counted as nothing, and a report
// with a failure in an unknown word would pass.
type check struct{ err error }

func (c *check) refuse(format string, args ...any) {
	if c.err == nil {
		c.err = &ReadError{Reason: "this is no report: " + fmt.Sprintf(format, args...), hint: reportHint}
	}
}

func (c *check) time(what string, ms float64) {
	if math.Abs(ms) > mostMs {
		c.refuse("%s is %g milliseconds", what, ms)
	}
}

// word refuses a word that is none of the known ones.
func word[W ~string](c *check, what string, said W, known ...W) {
	if !slices.Contains(known, said) {
		c.refuse("%s is %.40q, and can be %q", what, said, known)
	}
}

func outcome(c *check, what string, said Outcome) {
	word(c, what, said, Pass, Fail, NotApplicable, Inconclusive)
}

func (r Report) check() error {
	var c check
	c.time("durationMs", r.DurationMs)
	for i, res := range r.Results {
		at := fmt.Sprintf("results[%d]", i)
		outcome(&c, at+".outcome", res.Outcome)
		word(&c, at+".severity", res.Severity, Error, Warning, Information)
		for j, p := range res.Pages {
			outcome(&c, fmt.Sprintf("%s.pages[%d].outcome", at, j), p.Outcome)
		}
	}
	for i, t := range r.Timelines {
		for j, e := range t.Events {
			at := fmt.Sprintf("timelines[%d].events[%d]", i, j)
			c.time(at+".atMs", e.AtMs)
			c.time(at+".durationMs", e.DurationMs)
		}
	}
	return c.err
}

func (r ScenarioReport) check() error {
	var c check
	c.time("durationMs", r.DurationMs)
	if s := r.Shard; s != nil && (s.Part < 1 || s.Part > s.Of) {
		c.refuse("shard is part %d of %d", s.Part, s.Of)
	}
	for i, s := range r.Scenarios {
		at := fmt.Sprintf("scenarios[%d]", i)
		scenarioOutcome(&c, at+".outcome", s.Outcome)
		c.time(at+".durationMs", s.DurationMs)
		for j, run := range s.Runs {
			in := fmt.Sprintf("%s.runs[%d]", at, j)
			scenarioOutcome(&c, in+".outcome", run.Outcome)
			c.time(in+".durationMs", run.DurationMs)
		}
	}
	return c.err
}

func scenarioOutcome(c *check, what string, said ScenarioOutcome) {
	word(c, what, said, ScenarioPassed, ScenarioFailed, ScenarioFlaky, ScenarioInconclusive, ScenarioSkipped)
}
