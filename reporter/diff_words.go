package reporter

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// A changeGroup is the changes that are told together: of one rule, for one
// reason.
type changeGroup struct {
	finding.Change // the first
	all            []finding.Change
}

// groups returns the changes of a kind.
func groups(t finding.TargetDiff, kind finding.ChangeKind) []changeGroup {
	var all []changeGroup
	for _, c := range t.Of(kind) {
		if n := len(all); n > 0 && together(all[n-1].Change, c) {
			all[n-1].all = append(all[n-1].all, c)
			continue
		}
		all = append(all, changeGroup{c, []finding.Change{c}})
	}
	return all
}

func together(a, b finding.Change) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Was == b.Was && a.Reason == b.Reason &&
		(a.Kind == finding.ChangeNew || a.Kind == finding.ChangeKnown || a.Before == b.Before && a.Now == b.Now)
}

// facts tell what is said of the URLs, those of which the same is said in one
// line. More lines and URLs than the most are counted.
func (g changeGroup) facts(t finding.TargetDiff, most int) []string {
	urls := map[string][]finding.Change{}
	var messages []string
	for _, c := range g.all {
		message := finding.SteadyText(clean(c.Message))
		if urls[message] == nil {
			messages = append(messages, message)
		}
		urls[message] = append(urls[message], c)
	}
	var lines []string
	for i, message := range messages {
		if i == most {
			return append(lines, fmt.Sprintf("and %d more", len(messages)-i))
		}
		lines = append(lines, atPlace(places(t, urls[message], most), message))
	}
	return lines
}

// places names the URLs of changes, as many as the most.
func places(t finding.TargetDiff, changes []finding.Change, most int) string {
	var all []string
	for i, c := range changes {
		if i == most {
			return strings.Join(all, ", ") + fmt.Sprintf(" and %d more", len(changes)-i)
		}
		if c.URL != "" {
			all = append(all, placeIn(t, c.URL))
		}
	}
	return strings.Join(all, ", ")
}

// placeIn names a URL as short as it can be, whichever of the two audits it is
// of, and without what is another in each run.
func placeIn(t finding.TargetDiff, raw string) string {
	for _, side := range []*finding.DiffSide{t.New, t.Old} {
		if side == nil {
			continue
		}
		if short := label(side.Target, raw); short != clean(raw) {
			return finding.SteadyText(short)
		}
	}
	return finding.SteadyText(clean(raw))
}

// Before tells of how many of the new findings nobody knows whether they are
// new.
func (g changeGroup) Before() string {
	unknown := 0
	for _, c := range g.all {
		if c.Kind == finding.ChangeNew && c.Before != finding.Pass && c.Before != finding.NotApplicable {
			unknown++
		}
	}
	switch {
	case unknown == 0:
		return ""
	case unknown == len(g.all):
		return "not judged before, so it may have been there"
	}
	return fmt.Sprintf("%d of %d not judged before, so they may have been there", unknown, len(g.all))
}

// unclearWords tell what was said before, and why nobody knows now.
func unclearWords(c finding.Change) string {
	was := "passed before"
	if c.Before == finding.Fail {
		was = "failed before"
	}
	switch c.Now {
	case finding.NotApplicable:
		was += ", does not apply now"
	case finding.Inconclusive:
		was += ", could not be judged now"
	}
	if c.Reason == "" {
		return was
	}
	return was + ": " + clean(c.Reason)
}

// severityWords tell how bad it is, and was.
func severityWords(c finding.Change) string {
	if c.Was == "" {
		return clean(string(c.Severity))
	}
	return clean(string(c.Severity)) + ", was " + clean(string(c.Was))
}

// knownWords tell until when the baseline knows it, and why; "" where it says
// neither.
func knownWords(c finding.Change) string {
	switch {
	case c.Known == nil:
		return ""
	case c.Known.Expires == "":
		return clean(c.Known.Reason)
	}
	return "until " + clean(c.Known.Expires) + because(c.Known.Reason)
}

// sideWords is one audit in a few words.
func sideWords(s *finding.DiffSide) string {
	if s == nil {
		return "nothing"
	}
	return strings.ToUpper(clean(string(s.Verdict))) + " " + s.StartedAt.UTC().Format("2006-01-02 15:04") + " UTC"
}

// changeCounts are the numbers. Zeros are left out, but for what everybody looks
// for.
func changeCounts(counts finding.ChangeCounts, between string) string {
	var parts []string
	for _, kind := range finding.ChangeKinds() {
		if n := *counts.Of(kind); n > 0 || kind == finding.ChangeNew || kind == finding.ChangeFixed {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	return strings.Join(parts, between)
}

// diffOverview is the last line after several targets.
func diffOverview(d finding.Diff) string {
	if len(d.Targets) == 0 {
		return "there is no target to compare"
	}
	return count(len(d.Targets), "target") + " compared: " + changeCounts(d.Counts, ", ")
}

func diffWord(t finding.TargetDiff) string { return strings.ToUpper(clean(string(t.Verdict))) }
