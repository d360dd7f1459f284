package reporter

import (
	"strings"

	"github.com/swcheck/swcheck/finding"
)

const (
	labelKnown = "KNOWN  "
	labelNew   = "  new  "
	labelWas   = "  was  "
)

// known is each finding that the baseline knows, in one line: they are there,
// and nothing has to be done about them now.
func (t text) known() []string {
	var lines []string
	for _, res := range t.KnownFailures() {
		said := clean(res.Rule) + knownBecause(res)
		if t.verbose {
			lines = append(lines, t.prose(labelKnown, t.faint, said, 0)...)
			continue
		}
		lines = append(lines, t.faint(labelKnown)+elide(said, t.room(labelKnown)))
	}
	return lines
}

// knownBecause tells until when and why a finding stays, or what it is where
// nobody says why.
func knownBecause(res finding.Result) string {
	why, until := clean(res.Known.Reason), ""
	if why == "" {
		why = clean(res.Message)
	}
	if res.Known.Expires != "" {
		until = " until " + clean(res.Known.Expires)
	}
	return until + ": " + why
}

// news tells what a baseline does not know of a finding, where it knows other
// parts of it or knew it once.
func (t text) news(res finding.Result) []string {
	var lines []string
	if expired := res.Expired; expired != nil {
		said := "known until " + clean(expired.Expires)
		if expired.Reason != "" {
			said += ": " + clean(expired.Reason)
		}
		lines = t.prose(labelWas, t.warn, said, 0)
	}
	if len(res.New) > 0 {
		var urls []string
		for _, u := range res.New {
			urls = append(urls, label(t.Target, u))
		}
		lines = append(lines, t.prose(labelNew, t.warn, strings.Join(urls, ", "), 0)...)
	}
	return lines
}
