package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
)

func found(outcomes ...finding.Outcome) outcome {
	rules := []string{"update/a", "update/b"}
	o := outcome{loads: []string{"/ 1"}}
	for i, word := range outcomes {
		o.results = append(o.results, finding.Result{Rule: rules[i], Outcome: word})
	}
	return o
}

func TestWhetherBothWaysSayTheSame(t *testing.T) {
	for name, c := range map[string]struct {
		real, played outcome
		want         string
	}{
		"the same finding":         {found(finding.Pass, finding.Fail), found(finding.Pass, finding.Fail), "same"},
		"none, for other reasons":  {found(finding.Pass), found(finding.NotApplicable), "same"},
		"one that is missed":       {found(finding.Fail), found(finding.Pass), "differs: update/a: fail, played pass"},
		"a false alarm":            {found(finding.Pass), found(finding.Fail), "differs: update/a: pass, played fail"},
		"one that cannot be told":  {found(finding.Fail), found(finding.Inconclusive), "played cannot tell: update/a"},
		"a rule that is not there": {found(finding.Pass, finding.Pass), found(finding.Pass), "differs: update/b is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (row{real: c.real, played: c.played}).verdict(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	more := found(finding.Pass)
	more.loads = []string{"/ 2"}
	if got := (row{real: found(finding.Pass), played: more}).verdict(); got != "differs: loads" {
		t.Errorf("more loads: %q", got)
	}
}

func TestTheTableHasARowForEachSiteAndLifetime(t *testing.T) {
	played := found(finding.Fail)
	played.recognised, played.limits = []string{"bytes"}, []string{"a | b"}
	var out strings.Builder
	if err := write(&out, "Chrome/1", []row{
		{site: "blog", real: found(finding.Fail), played: played},
		{site: "blog", age: 10 * time.Minute, real: found(finding.Pass), played: played},
	}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"| blog | 0 | / 1 | / 1 | update/a | update/a | same |",
		"| blog | 600 | / 1 | / 1 | – | update/a | differs: update/a: pass, played fail |",
		`| blog | bytes | a \| b |`,
	} {
		if strings.Count(out.String(), line+"\n") != 1 {
			t.Errorf("the line %q is not there once:\n%s", line, &out)
		}
	}
	if err := write(broken{}, "", nil); err == nil {
		t.Error("an error of the writer is lost")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }
