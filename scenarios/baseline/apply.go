package baseline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// Apply notes in the reports what is known of their results, concludes them
// anew, and adds a note to the last one for each entry of which none has
// anything any more, or of whose pages none was judged. The day is the present
// one, such as 2026-12-31.
func (b *Baseline) Apply(reports []finding.Report, day string) {
	for i := range reports {
		for j := range reports[i].Results {
			b.mark(reports[i].Target, &reports[i].Results[j], day)
		}
		reports[i].Conclude()
	}
	if len(reports) == 0 {
		return
	}
	last := &reports[len(reports)-1]
	for _, e := range b.all() {
		if gone := e.of(mended, reports); len(gone) > 0 {
			last.Notes = append(last.Notes, e.farewell(gone))
		}
		if unseen := e.of(notSeen, reports); len(unseen) > 0 {
			last.Notes = append(last.Notes, fmt.Sprintf("%s: %s was judged, but not with %s: remove it there where that page is gone",
				e.where, e.Rule, strings.Join(unseen, ", ")))
		}
	}
}

// farewell tells of an entry, or of some of its URLs, that no longer occur.
func (e entry) farewell(gone []string) string {
	said := e.where + ": " + e.Rule
	if len(gone) == len(e.URLs) || len(e.URLs) == 0 {
		return said + " no longer fails as it is known here: remove it"
	}
	return fmt.Sprintf("%s no longer fails with %s: remove it there", said, strings.Join(gone, ", "))
}

// mark notes what is known of a result.
func (b *Baseline) mark(target string, r *finding.Result, day string) {
	r.Known, r.Expired, r.New = nil, nil, nil
	if r.Outcome != finding.Fail {
		return
	}
	var known, over []entry
	var unknown []string
	all := r.Subjects(target)
	for _, s := range all {
		switch e, found := b.of(r.Rule, s, day); {
		case !found:
			unknown = append(unknown, s.URL)
		case e.expired(day):
			over = append(over, e)
		default:
			known = append(known, e)
		}
	}
	switch {
	case len(known) == len(all):
		r.Known = sum(known)
		return
	case len(known)+len(over) == 0:
		return
	case len(over) > 0:
		r.Expired = sum(over)
	}
	r.New = slices.DeleteFunc(unknown, func(url string) bool { return url == "" })
}

// sum is what several entries say of one result.
func sum(entries []entry) *finding.Known {
	var reasons []string
	var first string
	for _, e := range entries {
		if e.Reason != "" && !slices.Contains(reasons, e.Reason) {
			reasons = append(reasons, e.Reason)
		}
		if e.Expires != "" && (first == "" || e.Expires < first) {
			first = e.Expires
		}
	}
	return &finding.Known{Reason: strings.Join(reasons, "; "), Expires: first}
}

// of returns the patterns of the entry of which that has become; for an entry
// without patterns the one that fits all.
func (e entry) of(became fate, reports []finding.Report) []string {
	patterns := e.URLs
	if len(patterns) == 0 {
		patterns = []string{"*"}
	}
	var all []string
	for _, pattern := range patterns {
		if e.fate(pattern, reports) == became {
			all = append(all, pattern)
		}
	}
	return all
}

// A fate is what became of a finding that is known. What was not judged may well
// be there still, and so may what was not among the pages that were: the page is
// gone, or was not visited this time.
type fate int

const (
	notJudged fate = iota
	notSeen
	mended
	failing
)

// fate is the worst that any report says of the pattern.
func (e entry) fate(pattern string, reports []finding.Report) fate {
	worst := notJudged
	for _, report := range reports {
		for _, r := range report.Results {
			if r.Rule == e.Rule {
				worst = max(worst, fateIn(report, r, pattern))
			}
		}
	}
	return worst
}

func fateIn(report finding.Report, r finding.Result, pattern string) fate {
	target := report.Target
	if r.Outcome == finding.Fail && slices.ContainsFunc(r.Subjects(target), func(s finding.Subject) bool { return s.Fits(pattern) }) {
		return failing
	}
	if r.Outcome == finding.Pass && (len(r.Pages) == 0 || pattern == "*") {
		return mended
	}
	seen := false
	for _, p := range r.Pages {
		if finding.SubjectOf(target, p.URL).Fits(pattern) {
			seen = true
			if p.Outcome == finding.Pass {
				return mended
			}
		}
	}
	judged := r.Outcome == finding.Pass || r.Outcome == finding.Fail
	if judged && len(r.Pages) > 0 && !seen && !report.Partial {
		return notSeen
	}
	return notJudged
}
