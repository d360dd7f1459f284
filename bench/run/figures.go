package main

import (
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

func figures[T any](runs []measure.Usage, of func(measure.Usage) T) []T {
	values := make([]T, 0, len(runs))
	for _, run := range runs {
		values = append(values, of(run))
	}
	return values
}

func (r *result) walls() []time.Duration {
	return figures(r.runs, func(u measure.Usage) time.Duration { return u.Wall })
}

func (r *result) wall() time.Duration { return measure.Median(r.walls()) }

func (r *result) cpu() time.Duration {
	return measure.Median(figures(r.runs, func(u measure.Usage) time.Duration { return u.CPU }))
}

func (r *result) pss() int64 {
	return measure.Median(figures(r.memory, func(u measure.Usage) int64 { return u.PeakPSS }))
}

func (r *result) rss() int64 {
	return measure.Median(figures(r.memory, func(u measure.Usage) int64 { return u.PeakRSS }))
}

func (r *result) own() int64 {
	return measure.Median(figures(r.memory, func(u measure.Usage) int64 { return u.OwnRSS }))
}

// goal is one line of the budget.
type goal struct {
	what  string
	limit string
	left  func(byName) (float64, bool) // the figure, and whether it could be measured
	most  float64
}

type byName map[string]*result

// ratio divides a figure of one contestant by the same of another.
func ratio(of, by string, figure func(*result) float64) func(byName) (float64, bool) {
	return func(all byName) (float64, bool) {
		a, b := all[of], all[by]
		if a == nil || b == nil || figure(a) == 0 || figure(b) == 0 {
			return 0, false
		}
		return figure(a) / figure(b), true
	}
}

func wallSeconds(r *result) float64 { return r.wall().Seconds() }
func warmSeconds(r *result) float64 { return measure.Median(r.warm).Seconds() }

// goals are the budgets of the project.
var goals = []goal{
	{"quick audit, whole process", "no longer than the Playwright script", ratio("swcheck quick", "Playwright", wallSeconds), 1},
	{"standard audit, whole process", "less than Lighthouse 6", ratio("swcheck standard", "Lighthouse 6", wallSeconds), 1},
	{"scenario in a running browser", "at most 1.3 × bare protocol commands", ratio(harnessName, bareName, warmSeconds), 1.3},
	{"scenario in a running browser", "less than Playwright's", ratio(harnessName, "Playwright", warmSeconds), 1},
	{"scenario, whole process", "at most 1.3 × bare protocol commands", ratio(harnessName, bareName, wallSeconds), 1.3},
	{"scenario, whole process", "less than Playwright's", ratio(harnessName, "Playwright", wallSeconds), 1},
	{"memory of swcheck's own process, standard audit", "under 100 MB", func(all byName) (float64, bool) {
		r := all["swcheck standard"]
		if r == nil || r.own() == 0 {
			return 0, false
		}
		return megabytes(r.own()) / 100, true
	}, 1},
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }
