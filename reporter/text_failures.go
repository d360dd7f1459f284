package reporter

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// The labels of a finding share one width, so that all text of all findings
// stands in one column.
const (
	labelWhy  = "  why  "
	labelSaw  = "  saw  "
	labelFix  = "  fix  "
	labelMore = " more  "
	noLabel   = "       "
)

var severityLabels = map[finding.Severity]string{
	finding.Error: "ERROR  ", finding.Warning: "WARN   ", finding.Information: "INFO   ",
}

// failures is each failed rule, worst first.
func (t text) failures(d detail) []string {
	var blocks [][]string
	for _, res := range t.Failures() {
		blocks = append(blocks, t.failure(res, d))
	}
	return joinBlocks(blocks...)
}

func (t text) failure(res finding.Result, d detail) []string {
	var lines []string
	if d.merged && res.Message != "" {
		lines = t.heading(res, res.Message, d.message)
	} else {
		lines = t.heading(res, res.Title, 0)
		lines = append(lines, t.sentences(noLabel, t.plain, clean(res.Message), d.message)...)
	}
	lines = append(lines, t.news(res)...)
	if res.Why != "" {
		lines = append(lines, t.prose(labelWhy, t.faint, clean(res.Why), d.why)...)
	}
	lines = append(lines, t.evidence(res.Evidence, d)...)
	if res.Fix != "" {
		lines = append(lines, t.prose(labelFix, t.faint, clean(res.Fix), d.fix)...)
	}
	if t.verbose {
		lines = append(lines, t.prose(labelMore, t.faint, "swcheck rules "+clean(res.Rule), 0)...)
	}
	return lines
}

// heading is what is wrong with the rule's id, which is what one types after
// `swcheck rules`.
func (t text) heading(res finding.Result, wrong string, limit int) []string {
	label, known := severityLabels[res.Severity]
	if !known {
		label = severityLabels[finding.Information]
	}
	return t.withID(t.sentences(label, t.severity(res.Severity), clean(wrong), limit), res.Rule, res.Docs)
}

// withID puts the rule's id behind the last line, or below it, linked to its
// page where that is known.
func (t text) withID(lines []string, rule, docs string) []string {
	id, last := clean(rule), len(lines)-1
	if ansi.StringWidth(lines[last])+2+ansi.StringWidth(id) <= t.width {
		lines[last] += "  " + t.linked(docs, t.faint(id))
		return lines
	}
	return append(lines, noLabel+t.linked(docs, t.faint(elide(id, t.width-len(noLabel)))))
}

// evidence shows what was seen, one line each unless all is asked for, or there
// is no screen to fit.
func (t text) evidence(all []finding.Evidence, d detail) []string {
	shown := all
	if d.evidence > 0 && len(all) > d.evidence {
		shown = all[:d.evidence]
	}
	var lines []string
	for i, e := range shown {
		label, seen, more := noLabel, evidenceLine(t.Target, e), ""
		if i == 0 {
			label = labelSaw
		}
		if i == len(shown)-1 && len(all) > len(shown) {
			more = fmt.Sprintf(" (and %d more)", len(all)-len(shown))
		}
		if t.piped && d.evidence > 0 {
			lines = append(lines, t.fitted(label, t.faint, seen+more, longestSight, longestSight)...)
			continue
		}
		if d.evidence > 0 && t.width < roomForStrategy {
			lines = append(lines, t.fitted(label, t.faint, seen+more, longestNarrowSight, longestNarrowSight)...)
			continue
		}
		if d.evidence > 0 {
			seen = evidenceWithin(t.room(label)-len(more), t.Target, e) + more
		}
		lines = append(lines, t.prose(label, t.faint, seen, 0)...)
	}
	return lines
}

// longestSight is how many lines an evidence may take where there is no screen to
// fit: some are of URLs as long as a site makes them.
const longestSight = 4

// longestNarrowSight is how many it may take where one line is too short to say
// anything.
const longestNarrowSight = 3

// evidenceWithin cuts an evidence to a width. A long URL gives way first, down
// to half of the room, because the text says what happened.
func evidenceWithin(room int, target string, e finding.Evidence) string {
	place, said := evidencePlace(target, e), evidenceText(e)
	if said != "" {
		place = elideMiddle(place, max(room-ansi.StringWidth(said), room/2))
	}
	return elide(place+said, room)
}

// undecided names what could not be judged, by reason: a pass must not be read
// into silence.
func (t text) undecided() []string {
	const mostReasons = 2
	rules := map[string][]string{}
	var reasons []string
	for _, res := range t.Results {
		if res.Outcome != finding.Inconclusive {
			continue
		}
		reason := clean(res.Message)
		if len(rules[reason]) == 0 {
			reasons = append(reasons, reason)
		}
		rules[reason] = append(rules[reason], clean(res.Rule))
	}
	var lines []string
	for i, reason := range reasons {
		if i == mostReasons {
			lines = append(lines, noLabel+t.faint("and "+count(len(reasons)-i, "more reason")))
			break
		}
		who := rules[reason][0]
		if n := len(rules[reason]); n > 1 {
			who = count(n, "rule")
		}
		lines = append(lines, t.sentences("UNSURE ", t.warn, who+": "+reason, 2)...)
	}
	return lines
}
