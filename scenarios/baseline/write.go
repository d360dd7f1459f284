package baseline

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/swcheck/swcheck/finding"
)

// Renew returns the baseline that knows all that the reports found and that can
// fail a run. Entries of b that still occur, or that were not judged, stay with
// their reasons; what no longer occurs is left out. A last day that is before the
// day, such as 2026-12-31, is taken out of what still occurs: it would not be
// known.
func (b *Baseline) Renew(reports []finding.Report, day string) *Baseline {
	renewed := &Baseline{}
	for _, e := range b.all() {
		gone := e.of(mended, reports)
		if len(e.URLs) == 0 && len(gone) > 0 {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(e.URLs), func(p string) bool { return slices.Contains(gone, p) })
		if len(left) == 0 && len(e.URLs) > 0 {
			continue
		}
		e.URLs = left
		if e.expired(day) && len(e.of(failing, reports)) > 0 {
			e.Expires = ""
			renewed.prolonged++
		}
		renewed.entries = append(renewed.entries, e)
	}
	for _, report := range reports {
		for _, r := range report.Results {
			if counts(r) {
				renewed.add(report.Target, r)
			}
		}
	}
	slices.SortStableFunc(renewed.entries, func(a, b entry) int { return strings.Compare(a.Rule, b.Rule) })
	return renewed
}

// longestMessage is where a message is cut, in characters: it is there to
// recognise the finding by.
const longestMessage = 160

// add makes an entry of what is not known of a result.
func (b *Baseline) add(target string, r finding.Result) {
	fresh := entry{Rule: r.Rule, Message: finding.Cut(finding.Printable(finding.SteadyText(withoutOrigin(target, r.Message))), longestMessage, "…")}
	unknown := false
	for _, s := range r.Subjects(target) {
		if _, known := b.of(r.Rule, s, ""); known {
			continue
		}
		unknown = true
		if s.Key != "" && !slices.Contains(fresh.URLs, s.Key) {
			fresh.URLs = append(fresh.URLs, s.Key)
		}
	}
	if unknown {
		b.entries = append(b.entries, fresh)
	}
}

// withoutOrigin shortens URLs of the target's own origin to their paths.
func withoutOrigin(target, text string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return text
	}
	return strings.ReplaceAll(text, u.Scheme+"://"+u.Host+"/", "/")
}

const head = "# yaml-language-server: $schema=" + SchemaURL + `
# What swcheck found here and is known. It does not fail a run that is given this
# file (--baseline); what is new does. Edit it as you like:
#   reason   why it stays for now, for those who read this after you
#   expires  the last day on which it may, such as 2026-12-31; then it fails again
#   urls     where it is known; * stands for any text; without urls everywhere
# An entry that no longer occurs is told by the run: remove it here.
# swcheck audit --write-baseline writes this file, and keeps the reasons in it.
`

// Content returns the baseline as a file.
func (b *Baseline) Content() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(head)
	if b.Len() == 0 {
		out.WriteString("known: []\n")
		return out.Bytes(), nil
	}
	out.WriteString("known:\n")
	for i, e := range b.entries {
		text, err := yaml.MarshalWithOptions([]entry{e}, yaml.IndentSequence(true))
		if err != nil {
			return nil, fmt.Errorf("write the baseline: %w", err)
		}
		if i > 0 {
			out.WriteByte('\n')
		}
		text = emptyReason.ReplaceAll(text, []byte("    reason:"))
		out.Write(quotedDay.ReplaceAll(text, []byte("    expires: $1")))
	}
	return out.Bytes(), nil
}

// What people are to fill in or edit stands there without quotes.
var (
	emptyReason = regexp.MustCompile(`(?m)^    reason: ""$`)
	quotedDay   = regexp.MustCompile(`(?m)^    expires: "([0-9-]+)"$`)
)
