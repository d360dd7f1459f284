package main

import (
	"testing"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

func ranFor(name string, seconds ...float64) *result {
	r := &result{contestant: contestant{name: name}}
	for _, s := range seconds {
		r.runs = append(r.runs, measure.Usage{Wall: time.Duration(s * float64(time.Second))})
	}
	return r
}

func TestGoalsAreJudged(t *testing.T) {
	all := byName{
		"swcheck quick":    ranFor("swcheck quick", 3, 1, 2),
		"Playwright":       ranFor("Playwright", 4),
		"swcheck standard": ranFor("swcheck standard", 8),
		"Lighthouse 6":     ranFor("Lighthouse 6", 4),
	}
	rows := judged(all)
	want := []string{"met", "**missed**", "–", "–", "–", "–", "–"}
	for i, row := range rows {
		if verdict := row[len(row)-1]; verdict != want[i] {
			t.Errorf("%s, %s: %s, want %s", row[0], row[1], verdict, want[i])
		}
	}
}
