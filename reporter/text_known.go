package reporter

import "github.com/swcheck/swcheck/finding"

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
		said := clean(res.Rule) + knownUntil(res) + ": " + knownWhy(res)
		if t.verbose || t.piped {
			lines = append(lines, t.prose(labelKnown, t.faint, said, 0)...)
			continue
		}
		lines = append(lines, t.faint(labelKnown)+elide(said, t.room(labelKnown)))
	}
	return lines
}

// knownWhy is why a finding stays, or what it is where nobody says why.
func knownWhy(res finding.Result) string {
	if res.Known.Reason == "" {
		return clean(res.Message)
	}
	return clean(res.Known.Reason)
}

// knownUntil is the last day on which it may, with a blank before.
func knownUntil(res finding.Result) string {
	if res.Known.Expires == "" {
		return ""
	}
	return " until " + clean(res.Known.Expires)
}

// news tells what a baseline does not know of a finding, where it knows other
// parts of it or knew it once.
func (t text) news(res finding.Result) []string {
	var lines []string
	if expired := res.Expired; expired != nil {
		said := "known until " + clean(expired.Expires) + because(expired.Reason)
		lines = t.prose(labelWas, t.warn, said, 0)
	}
	if len(res.New) > 0 {
		lines = append(lines, t.prose(labelNew, t.warn, labels(t.Target, res.New), 0)...)
	}
	return lines
}
