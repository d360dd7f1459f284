package finding

import (
	"slices"
	"strings"
	"time"
)

// DiffVersion is the version of the JSON of a diff.
const DiffVersion = 1

// Diff is what differs between the audits of two documents: an old one and a
// new one.
type Diff struct {
	DiffVersion int          `json:"diffVersion"`
	Counts      ChangeCounts `json:"counts"`
	Targets     []TargetDiff `json:"targets"` // in the order of the new document, then those that only the old one has
}

// TargetDiff is what differs between two audits of one target.
type TargetDiff struct {
	Target  string       `json:"target"`        // as it is called now
	Old     *DiffSide    `json:"old,omitempty"` // absent where there is no old report
	New     *DiffSide    `json:"new,omitempty"` // absent where there is no new report
	Verdict DiffVerdict  `json:"verdict"`
	Notes   []string     `json:"notes,omitempty"` // what makes the two hard to compare
	Counts  ChangeCounts `json:"counts"`
	Changes []Change     `json:"changes"` // by kind, within one by severity, rule and URL
}

// DiffVerdict is a diff in one word.
type DiffVerdict string

// The verdicts of a diff.
const (
	DiffWorse   DiffVerdict = "worse"   // there is a new or more severe error or warning that no baseline knows
	DiffBetter  DiffVerdict = "better"  // not worse, and something is fixed or milder
	DiffSame    DiffVerdict = "same"    // nothing of that
	DiffUnclear DiffVerdict = "unclear" // not worse, but what failed before, or the whole target, could not be judged now
)

// DiffSide is one of the two audits.
type DiffSide struct {
	Target    string      `json:"target"`
	Profile   string      `json:"profile"`
	Version   string      `json:"version"` // of swcheck
	Browser   string      `json:"browser"`
	StartedAt time.Time   `json:"startedAt"`
	Verdict   VerdictWord `json:"verdict"`
	Partial   bool        `json:"partial"`
}

// ChangeKind tells what became of a finding.
type ChangeKind string

// What can become of a finding.
const (
	ChangeNew       ChangeKind = "new"       // it was not found before
	ChangeWorse     ChangeKind = "worse"     // it was there, and is more severe now
	ChangeUnclear   ChangeKind = "unclear"   // it was judged before, and could not be now, or not again
	ChangeMilder    ChangeKind = "milder"    // it is there still, and less severe
	ChangeFixed     ChangeKind = "fixed"     // it was found, was judged again, and passes
	ChangeKnown     ChangeKind = "known"     // it would be new or worse, but the baseline of the new report knows it
	ChangeUnchanged ChangeKind = "unchanged" // it is there as it was
)

// ChangeKinds returns the kinds in the order in which diffs list them.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{ChangeNew, ChangeWorse, ChangeUnclear, ChangeMilder, ChangeFixed, ChangeKnown, ChangeUnchanged}
}

// Change is what became of one finding: of what one rule says of one URL.
type Change struct {
	Kind     ChangeKind `json:"kind"`
	Rule     string     `json:"rule"`
	URL      string     `json:"url,omitempty"` // absent where the finding names none
	Severity Severity   `json:"severity"`      // now; of what is not found now, before
	Was      Severity   `json:"was,omitempty"` // the severity before, where it was another one

	// What was said of it before and now; absent where it was not judged.
	Before Outcome `json:"before,omitempty"`
	Now    Outcome `json:"now,omitempty"`

	Title   string `json:"title"`            // what is or was wrong
	Message string `json:"message"`          // the facts now; of what is not found now, before
	Reason  string `json:"reason,omitempty"` // of unclear: why
	Fix     string `json:"fix,omitempty"`    // of what fails now
	Docs    string `json:"docs,omitempty"`   // URL of the rule's page
	Known   *Known `json:"known,omitempty"`  // the new report's baseline knows it
}

// ChangeCounts are the numbers of findings by what became of them.
type ChangeCounts struct {
	New       int `json:"new"`
	Worse     int `json:"worse"`
	Unclear   int `json:"unclear"`
	Milder    int `json:"milder"`
	Fixed     int `json:"fixed"`
	Known     int `json:"known"`
	Unchanged int `json:"unchanged"`
}

// Of returns one of the numbers.
func (c *ChangeCounts) Of(kind ChangeKind) *int {
	switch kind {
	case ChangeNew:
		return &c.New
	case ChangeWorse:
		return &c.Worse
	case ChangeUnclear:
		return &c.Unclear
	case ChangeMilder:
		return &c.Milder
	case ChangeFixed:
		return &c.Fixed
	case ChangeKnown:
		return &c.Known
	}
	return &c.Unchanged
}

// Compare returns what differs between old and new audits.
func Compare(old, now []Report) Diff {
	d := Diff{DiffVersion: DiffVersion, Targets: []TargetDiff{}}
	for _, p := range pairs(old, now) {
		t := p.diff()
		for _, kind := range ChangeKinds() {
			*d.Counts.Of(kind) += *t.Counts.Of(kind)
		}
		d.Targets = append(d.Targets, t)
	}
	return d
}

// Of returns the changes of a kind.
func (t TargetDiff) Of(kind ChangeKind) []Change {
	var all []Change
	for _, c := range t.Changes {
		if c.Kind == kind {
			all = append(all, c)
		}
	}
	return all
}

// IsBad reports whether the change is for the worse: what a run can fail on.
func (c Change) IsBad() bool { return c.Kind == ChangeNew || c.Kind == ChangeWorse }

// Judged reports whether the target was judged to the end now, so that what is
// not found is not there.
func (t TargetDiff) Judged() bool {
	return t.New != nil && !t.New.Partial && t.New.Verdict != VerdictInconclusive
}

// A pair is two audits of one target; nil where there is none.
type pair struct{ old, now *Report }

// pairs matches the audits: those of the same target and profile first, then
// those of the same target, then those that differ in the port. One audit and
// one other are a pair whatever their targets are, such as a site and its
// preview.
func pairs(old, now []Report) []pair {
	same := func(a, b Report) bool { return a.Target == b.Target }
	alike := func(a, b Report) bool { return sameSite(a.Target, b.Target) }
	tests := []func(a, b Report) bool{
		func(a, b Report) bool { return same(a, b) && a.Profile == b.Profile }, same,
		func(a, b Report) bool { return alike(a, b) && a.Profile == b.Profile }, alike,
		func(Report, Report) bool { return len(old) == 1 && len(now) == 1 },
	}
	all := make([]pair, len(now))
	taken := make([]bool, len(old))
	for _, fits := range tests {
		for i := range now {
			all[i].now = &now[i]
			for j := range old {
				if all[i].old == nil && !taken[j] && fits(old[j], now[i]) {
					all[i].old, taken[j] = &old[j], true
				}
			}
		}
	}
	for j := range old {
		if !taken[j] {
			all = append(all, pair{old: &old[j]})
		}
	}
	return all
}

func (p pair) diff() TargetDiff {
	t := TargetDiff{Old: sideOf(p.old), New: sideOf(p.now), Notes: p.notes(), Changes: []Change{}}
	for _, side := range []*DiffSide{t.Old, t.New} {
		if side != nil {
			t.Target = side.Target
		}
	}
	for _, rule := range p.rules() {
		t.Changes = append(t.Changes, p.changes(p.old.result(rule), p.now.result(rule))...)
	}
	order := ChangeKinds()
	slices.SortStableFunc(t.Changes, func(a, b Change) int {
		if byKind := slices.Index(order, a.Kind) - slices.Index(order, b.Kind); byKind != 0 {
			return byKind
		}
		return a.Severity.Rank() - b.Severity.Rank()
	})
	for _, c := range t.Changes {
		*t.Counts.Of(c.Kind)++
	}
	t.Verdict = t.verdict()
	return t
}

func (t TargetDiff) verdict() DiffVerdict {
	bad := func(c Change) bool { return c.IsBad() && c.Severity != Information }
	lost := func(c Change) bool { return c.Kind == ChangeUnclear && c.Before == Fail }
	switch {
	case slices.ContainsFunc(t.Changes, bad):
		return DiffWorse
	case !t.Judged():
		return DiffUnclear
	case t.Counts.Fixed+t.Counts.Milder > 0:
		return DiffBetter
	case slices.ContainsFunc(t.Changes, lost):
		return DiffUnclear
	}
	return DiffSame
}

func sideOf(r *Report) *DiffSide {
	if r == nil {
		return nil
	}
	return &DiffSide{
		Target: r.Target, Profile: r.Profile, Version: r.Tool.Version, Browser: r.Browser.Product,
		StartedAt: r.StartedAt, Verdict: r.Verdict, Partial: r.Partial,
	}
}

// rules returns the ids that either report has, sorted.
func (p pair) rules() []string {
	var ids []string
	for _, r := range []*Report{p.old, p.now} {
		if r != nil {
			for _, res := range r.Results {
				ids = append(ids, res.Rule)
			}
		}
	}
	slices.SortFunc(ids, strings.Compare)
	return slices.Compact(ids)
}

// result returns what the report has of a rule; nil for nothing.
func (r *Report) result(rule string) *Result {
	if r == nil {
		return nil
	}
	for i := range r.Results {
		if r.Results[i].Rule == rule {
			return &r.Results[i]
		}
	}
	return nil
}
