package readingtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// A Case is one test of a rule: a small difference from [Site] and what the
// rule must say of it.
type Case struct {
	Name     string
	Change   func(*observation.Observations)
	Want     finding.Outcome
	Says     string   // part of the message
	Evidence []string // URLs that the evidence must name, all of them and no other
}

// Check runs the cases against a judgement, and first that it is silent on the
// sound site as it is.
func Check(t *testing.T, judge func(*observation.Observations) finding.Verdict, sound finding.Outcome, cases []Case) {
	t.Helper()
	check(t, Site, judge, sound, cases)
}

// CheckDeploy does the same with the sound site and a deploy of it.
func CheckDeploy(t *testing.T, judge func(*observation.Observations) finding.Verdict, sound finding.Outcome, cases []Case) {
	t.Helper()
	check(t, DeployedSite, judge, sound, cases)
}

func check(t *testing.T, site func() *observation.Observations, judge func(*observation.Observations) finding.Verdict, sound finding.Outcome, cases []Case) {
	t.Helper()
	cases = append([]Case{{Name: "the sound site", Want: sound}}, cases...)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			o := site()
			if c.Change != nil {
				c.Change(o)
			}
			got := judge(o)
			if got.Outcome != c.Want {
				t.Fatalf("outcome %s, want %s; it says %q with %+v", got.Outcome, c.Want, got.Message, got.Pages)
			}
			if got.Message == "" || !strings.Contains(got.Message, c.Says) {
				t.Errorf("message %q, want it to say %q", got.Message, c.Says)
			}
			checkEvidence(t, got, c)
		})
	}
}

func checkEvidence(t *testing.T, got finding.Verdict, c Case) {
	t.Helper()
	if got.Outcome == finding.Fail && len(got.Evidence) == 0 {
		t.Errorf("it fails without evidence")
	}
	if c.Want == finding.Fail && c.Evidence == nil {
		t.Errorf("the case names no evidence")
	}
	if c.Evidence == nil {
		return
	}
	named := map[string]bool{}
	for _, e := range got.Evidence {
		named[e.URL] = true
		if e.Text == "" {
			t.Errorf("evidence for %s says nothing", e.URL)
		}
		if !slices.Contains(c.Evidence, e.URL) {
			t.Errorf("evidence names %s: %s, which is beside the point", e.URL, e.Text)
		}
	}
	for _, url := range c.Evidence {
		if !named[url] {
			t.Errorf("no evidence names %s; there is %+v", url, got.Evidence)
		}
	}
}

// NoWorker is the case that every rule on offline behaviour must leave to
// registration/no-worker.
func NoWorker() Case {
	return Case{Name: "no worker", Want: finding.NotApplicable, Says: "registration/no-worker", Change: func(o *observation.Observations) {
		for _, log := range []*observation.SessionLog{&o.FirstVisit.SessionLog, &o.ReturnVisit.SessionLog, &o.Offline.SessionLog} {
			log.Registrations = nil
		}
	}}
}
