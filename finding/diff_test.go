package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
)

// auditOf is the audit of a site, concluded.
func auditOf(target string, results ...finding.Result) finding.Report {
	r := finding.Report{Target: target, Profile: "standard", StartedAt: noon, Results: results}
	r.Conclude()
	return r
}

const (
	oldSite = "http://127.0.0.1:8000"
	newSite = "http://127.0.0.1:9000"
)

// judgedPages is a result that judged pages: /a passed, !/a failed, ?/a could
// not be judged.
func judgedPages(site string, pages ...string) finding.Result {
	r := said("offline/visited-page", finding.Pass, finding.Error)
	for _, p := range pages {
		of := finding.PageOutcome{Outcome: finding.Pass}
		switch p[0] {
		case '!':
			of = finding.PageOutcome{Outcome: finding.Fail, Message: "shows nothing"}
			r.Outcome = finding.Fail
		case '?':
			of = finding.PageOutcome{Outcome: finding.Inconclusive, Message: "did not settle"}
		}
		of.URL = site + strings.TrimLeft(p, "!?")
		r.Pages = append(r.Pages, of)
	}
	return r
}

// rests is a result that failed, or did not, and rests on evidence of URLs.
func rests(outcome finding.Outcome, severity finding.Severity, urls ...string) finding.Result {
	r := said("offline/visited-page", outcome, severity)
	r.Message = "a message"
	for _, u := range urls {
		r.Evidence = append(r.Evidence, finding.Evidence{Kind: finding.OfCacheEntry, URL: u})
	}
	return r
}

func TestWhatBecameOfFindings(t *testing.T) {
	plain := func(o finding.Outcome) finding.Result { return rests(o, finding.Error) }
	none := finding.Result{Rule: "other/rule", Outcome: finding.Pass}
	for name, c := range map[string]struct {
		old, now finding.Result
		want     []string
	}{
		"a new page fails":                 {judgedPages(oldSite, "/a", "/b"), judgedPages(newSite, "!/a", "/b"), []string{"new /a pass>fail"}},
		"a page that was not judged fails": {judgedPages(oldSite, "/b"), judgedPages(newSite, "!/a"), []string{"new /a >fail"}},
		"it fails on one page more":        {judgedPages(oldSite, "!/a", "/b"), judgedPages(newSite, "!/a", "!/b"), []string{"new /b pass>fail", "unchanged /a fail>fail"}},
		"a page is mended":                 {judgedPages(oldSite, "!/a", "!/b"), judgedPages(newSite, "/a", "!/b"), []string{"fixed /a fail>pass", "unchanged /b fail>fail"}},
		"all pages are mended":             {judgedPages(oldSite, "!/a"), judgedPages(newSite, "/a"), []string{"fixed /a fail>pass"}},
		"a page was not judged again":      {judgedPages(oldSite, "!/a"), judgedPages(newSite, "/b"), []string{"unclear /a fail> this page was not judged"}},
		"nor where others fail":            {judgedPages(oldSite, "!/a"), judgedPages(newSite, "!/b"), []string{"new /b >fail", "unclear /a fail> this page was not judged"}},
		"a page did not settle":            {judgedPages(oldSite, "!/a"), judgedPages(newSite, "?/a"), []string{"unclear /a fail>inconclusive did not settle"}},
		"nothing names anything":           {plain(finding.Fail), plain(finding.Fail), []string{"unchanged  fail>fail"}},
		"fixed, and it named nothing":      {plain(finding.Fail), plain(finding.Pass), []string{"fixed  fail>pass"}},
		"new, and it names nothing":        {plain(finding.Pass), plain(finding.Fail), []string{"new  pass>fail"}},
		"could not be judged":              {plain(finding.Fail), plain(finding.Inconclusive), []string{"unclear  fail>inconclusive a message"}},
		"nothing to judge any more":        {plain(finding.Fail), plain(finding.NotApplicable), []string{"unclear  fail>not-applicable a message"}},
		"passed and could not be judged":   {plain(finding.Pass), plain(finding.Inconclusive), []string{"unclear  pass>inconclusive a message"}},
		"passed and does not apply":        {plain(finding.Pass), plain(finding.NotApplicable), []string{"unclear  pass>not-applicable a message"}},
		"could not be judged before":       {plain(finding.Inconclusive), plain(finding.Fail), []string{"new  inconclusive>fail"}},
		"judged at last, and passes":       {plain(finding.Inconclusive), plain(finding.Pass), nil},
		"the rule is not there any more":   {plain(finding.Fail), none, []string{"unclear  fail> the rule is not in the new report"}},
		"the rule was not there":           {none, plain(finding.Fail), []string{"new  >fail"}},
		"all is well":                      {plain(finding.Pass), plain(finding.Pass), nil},
		"more severe":                      {rests(finding.Fail, finding.Warning), rests(finding.Fail, finding.Error), []string{"worse  fail>fail was warning"}},
		"less severe":                      {rests(finding.Fail, finding.Error), rests(finding.Fail, finding.Information), []string{"milder  fail>fail was error"}},
		"evidence of another build":        {rests(finding.Fail, finding.Error, oldSite+"/app-4f3a9c21.js"), rests(finding.Fail, finding.Error, newSite+"/app-0b1c2d3e.js"), []string{"unchanged /app-0b1c2d3e.js fail>fail"}},
		"evidence that is not named again": {rests(finding.Fail, finding.Error, oldSite+"/a.js"), rests(finding.Fail, finding.Error, newSite+"/b.js"), []string{"new /b.js >fail", "unclear /a.js fail> the rule still fails, and does not name this"}},
		"evidence, and it passes":          {rests(finding.Fail, finding.Error, oldSite+"/a.js"), plain(finding.Pass), []string{"fixed /a.js fail>pass"}},
		"named twice":                      {plain(finding.Pass), rests(finding.Fail, finding.Error, newSite+"/swcheck-27926a9991", newSite+"/swcheck-5af47a59b5"), []string{"new /swcheck-27926a9991 pass>fail"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := finding.Compare([]finding.Report{auditOf(oldSite+"/", c.old)}, []finding.Report{auditOf(newSite+"/", c.now)})
			var got []string
			for _, change := range d.Targets[0].Changes {
				got = append(got, told(change))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func told(c finding.Change) string {
	path := strings.TrimPrefix(strings.TrimPrefix(c.URL, oldSite), newSite)
	text := fmt.Sprintf("%s %s %s>%s", c.Kind, path, c.Before, c.Now)
	if c.Was != "" {
		text += " was " + string(c.Was)
	}
	if c.Reason != "" {
		text += " " + c.Reason
	}
	return text
}

func TestWorstChangesComeFirst(t *testing.T) {
	d := finding.Compare([]finding.Report{auditOf("http://a/",
		said("a/fixed", finding.Fail, finding.Error), said("b/same", finding.Fail, finding.Error),
		said("c/unclear", finding.Fail, finding.Error), said("d/warning", finding.Pass, finding.Warning), said("e/error", finding.Pass, finding.Error),
	)}, []finding.Report{auditOf("http://a/",
		said("a/fixed", finding.Pass, finding.Error), said("b/same", finding.Fail, finding.Error),
		said("c/unclear", finding.Inconclusive, finding.Error), said("d/warning", finding.Fail, finding.Warning), said("e/error", finding.Fail, finding.Error),
	)})
	var got []string
	for _, c := range d.Targets[0].Changes {
		got = append(got, c.Rule)
	}
	if diff := cmp.Diff([]string{"e/error", "d/warning", "c/unclear", "a/fixed", "b/same"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	want := finding.ChangeCounts{New: 2, Unclear: 1, Fixed: 1, Unchanged: 1}
	if d.Counts != want || d.Targets[0].Counts != want {
		t.Errorf("counts are %+v and %+v, want %+v", d.Counts, d.Targets[0].Counts, want)
	}
}

func TestWhatABaselineKnowsIsNoBadNews(t *testing.T) {
	now := judgedPages(newSite, "!/a", "!/b")
	now.New = []string{newSite + "/b"}
	d := finding.Compare([]finding.Report{auditOf(oldSite + "/")}, []finding.Report{auditOf(newSite+"/", now)})
	var got []string
	for _, c := range d.Targets[0].Changes {
		got = append(got, fmt.Sprint(told(c), " ", c.IsBad()))
	}
	if diff := cmp.Diff([]string{"new /b >fail true", "known /a >fail false"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAuditsAreMatchedByTarget(t *testing.T) {
	profile := func(r finding.Report, name string) finding.Report {
		r.Profile = name
		return r
	}
	a, b, c := auditOf("http://a/"), auditOf("http://b/"), auditOf("http://c/")
	for name, c := range map[string]struct {
		old, now []finding.Report
		want     []string
	}{
		"in another order":      {[]finding.Report{a, b}, []finding.Report{b, a}, []string{"http://b/=http://b/", "http://a/=http://a/"}},
		"one more":              {[]finding.Report{a}, []finding.Report{a, b}, []string{"http://a/=http://a/", "-=http://b/"}},
		"one less":              {[]finding.Report{a, b}, []finding.Report{b}, []string{"http://b/=http://b/", "http://a/=-"}},
		"others":                {[]finding.Report{a, b}, []finding.Report{b, c}, []string{"http://b/=http://b/", "-=http://c/", "http://a/=-"}},
		"a preview":             {[]finding.Report{a}, []finding.Report{b}, []string{"http://a/=http://b/"}},
		"another port":          {[]finding.Report{auditOf("http://l:1/"), a}, []finding.Report{b, auditOf("http://l:2/")}, []string{"-=http://b/", "http://l:1/=http://l:2/", "http://a/=-"}},
		"of several profiles":   {[]finding.Report{profile(a, "quick"), a}, []finding.Report{a, profile(a, "full")}, []string{"http://a/=http://a/", "http://a/ quick=http://a/ full"}},
		"nothing and something": {nil, []finding.Report{a}, []string{"-=http://a/"}},
		"nothing at all":        {nil, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			side := func(s *finding.DiffSide) string {
				switch {
				case s == nil:
					return "-"
				case s.Profile != "standard":
					return s.Target + " " + s.Profile
				}
				return s.Target
			}
			var got []string
			for _, target := range finding.Compare(c.old, c.now).Targets {
				got = append(got, side(target.Old)+"="+side(target.New))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDiffSaysWhatIsHardToCompare(t *testing.T) {
	old, now := auditOf("http://a/", said("x/gone", finding.Pass, finding.Error)), auditOf("http://b/", said("x/there", finding.Pass, finding.Error))
	old.Partial, now.Partial = true, true
	old.Profile, old.Tool.Version, now.Tool.Version = "quick", "0.1.0", "0.2.0"
	old.StartedAt = noon.AddDate(0, 0, 1)
	got := finding.Compare([]finding.Report{old}, []finding.Report{now}).Targets[0]
	want := []string{
		"the old report is of http://a/, the new one of http://b/",
		"the old report is partial: what is new may have been there before",
		"the new report is partial: what it does not name may be there still",
		"the old report is of the profile quick, the new one of standard: what only one of them tries out is not compared",
		"the old report is of swcheck 0.1.0, the new one of 0.2.0: rules may judge otherwise",
		"the old report is younger than the new one",
		"1 rule that passed before is not in the new report",
	}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got.Judged() {
		t.Error("a partial audit is taken for judged")
	}
	same := finding.Compare([]finding.Report{now}, []finding.Report{now}).Targets[0]
	if len(same.Notes) != 2 || same.Judged() {
		t.Errorf("a partial report and itself: %q", same.Notes)
	}
	whole := auditOf("http://a/", said("x/there", finding.Pass, finding.Error))
	if same := finding.Compare([]finding.Report{whole}, []finding.Report{whole}).Targets[0]; same.Notes != nil || !same.Judged() || len(same.Changes) > 0 {
		t.Errorf("a report and itself differ: %+v", same)
	}
}

func TestComparingLeavesReportsAlone(t *testing.T) {
	old, now := auditOf(oldSite+"/", judgedPages(oldSite, "!/a", "!/b")), auditOf(newSite+"/", judgedPages(newSite, "/a", "!/b"))
	finding.Compare([]finding.Report{old}, []finding.Report{now})
	if diff := cmp.Diff(auditOf(oldSite+"/", judgedPages(oldSite, "!/a", "!/b")), old); diff != "" {
		t.Errorf("the old report was changed:\n%s", diff)
	}
}

func TestDiffInOneWord(t *testing.T) {
	passes, fails, informs := rests(finding.Pass, finding.Error), rests(finding.Fail, finding.Error), rests(finding.Fail, finding.Information)
	known := fails
	known.Known = &finding.Known{}
	unsure := rests(finding.Inconclusive, finding.Error)
	other := said("worker/error", finding.Pass, finding.Error) // so that something is judged
	for name, c := range map[string]struct {
		old, now finding.Result
		partial  bool
		want     finding.DiffVerdict
	}{
		"new":                      {old: passes, now: fails, want: finding.DiffWorse},
		"new, and partial":         {old: passes, now: fails, partial: true, want: finding.DiffWorse},
		"new, and known":           {old: passes, now: known, want: finding.DiffSame},
		"new, and informs":         {old: passes, now: informs, want: finding.DiffSame},
		"fixed":                    {old: fails, now: passes, want: finding.DiffBetter},
		"fixed, and partial":       {old: fails, now: passes, partial: true, want: finding.DiffUnclear},
		"milder":                   {old: fails, now: informs, want: finding.DiffBetter},
		"worse":                    {old: informs, now: fails, want: finding.DiffWorse},
		"failed, cannot be told":   {old: fails, now: unsure, want: finding.DiffUnclear},
		"passed, cannot be told":   {old: passes, now: unsure, want: finding.DiffSame},
		"the same":                 {old: fails, now: fails, want: finding.DiffSame},
		"the same, and is partial": {old: fails, now: fails, partial: true, want: finding.DiffUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			now := auditOf(newSite+"/", c.now, other)
			now.Partial = c.partial
			d := finding.Compare([]finding.Report{auditOf(oldSite+"/", c.old, other)}, []finding.Report{now})
			if got := d.Targets[0].Verdict; got != c.want {
				t.Errorf("the verdict is %s, want %s", got, c.want)
			}
		})
	}
}
