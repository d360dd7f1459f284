package reporter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// A reportView is one report as the page wants it. Its words are those of the
// text report, without colours and without a width.
type reportView struct {
	text
	Number  int               // among the reports of the page, for names of places in it
	Several bool              // are in the page
	Routes  []finding.Trail   // those that were asked for, and then all others
	places  map[string]string // of the trails, by URL
}

func newReportView(number int, r finding.Report) reportView {
	v := reportView{text: newText(r, Options{Width: 1 << 16}), Number: number, places: map[string]string{}}
	for _, t := range slices.Concat(r.Trails, r.ResourceTrails) {
		if v.trailID(t.URL) != "" {
			continue
		}
		v.places[withoutFragment(t.URL)] = v.ID("trail", len(v.Routes))
		v.Routes = append(v.Routes, t)
	}
	return v
}

// trailID names the place of the URL's trail, or is "" where there is none.
func (v reportView) trailID(url string) string { return v.places[withoutFragment(url)] }

// withoutFragment is the URL without its fragment, as it is asked for.
func withoutFragment(url string) string {
	before, _, _ := strings.Cut(url, "#")
	return before
}

// ID names a place in the page.
func (v reportView) ID(name string, more ...any) string {
	parts := []string{fmt.Sprintf("r%d", v.Number), name}
	for _, m := range more {
		parts = append(parts, fmt.Sprint(m))
	}
	return strings.Join(parts, "-")
}

// Word is the verdict, as the text report has it.
func (v reportView) Word() string {
	if len(v.onlineOnly()) > 0 {
		return onlineOnlyWord
	}
	return v.word()
}

// Class is the verdict as a class of the style sheet.
func (v reportView) Class() string {
	if v.Partial && v.Verdict == finding.VerdictPass {
		return string(finding.VerdictInconclusive)
	}
	switch v.Verdict {
	case finding.VerdictPass, finding.VerdictWarn, finding.VerdictFail:
		return string(v.Verdict)
	}
	return string(finding.VerdictInconclusive)
}

// Whose names the report where there are several in the page, for the names of its
// parts.
func (v reportView) Whose() string {
	if !v.Several {
		return ""
	}
	return fmt.Sprintf(" of %s (report %d)", clean(v.Target), v.Number+1)
}

// Labels are the places that name a part, for aria-labelledby.
func (v reportView) Labels(part string) string {
	if !v.Several {
		return v.ID(part)
	}
	return v.ID(part) + " " + v.ID("top")
}

// More is how many findings the first lines leave out.
func (v reportView) More(failing []finding.Result) int { return len(failing) - 5 }

// URL names a URL as short as it can be.
func (v reportView) URL(raw string) string { return label(v.Target, raw) }

// CountWords is how many rules said what.
func (v reportView) CountWords() string { return v.counts() }

// Online and Offline tell what a page showed.
func (v reportView) Online(p finding.Page) string         { return v.online(p.Online) }
func (v reportView) Offline(p *finding.PageResult) string { return v.offline(p) }

// Opens tells how good it is what a page shows under a fault, as a class.
func (v reportView) Opens(p *finding.PageResult) string {
	switch {
	case p == nil:
		return "none"
	case v.whole(p):
		return "good"
	case p.Shows == finding.ShowsError || p.Shows == finding.ShowsBlank || p.Shows == finding.ShowsOther:
		return "bad"
	}
	return "odd"
}

// AfterDeploy and AfterDeployClass tell of a page after a deploy, and of parts
// that it lacked.
func (v reportView) AfterDeploy(p *finding.PageResult) string {
	said := v.Deployed(p)
	if n := v.lacks(p); n > 0 {
		said += fmt.Sprintf(", lacks %d", n)
	}
	return said
}

func (v reportView) AfterDeployClass(p *finding.PageResult) string {
	if v.lacks(p) > 0 {
		return "odd"
	}
	return v.Freshness(p)
}

// Failing are the results to look at, by severity.
func (v reportView) Failing() []finding.Result { return v.Failures() }

// OnLieFi is Opens for lie-fi, where a page may open too late.
func (v reportView) OnLieFi(url string, p *finding.PageResult) string {
	for _, f := range v.Failures() {
		late := f.Rule == "offline/lie-fi" && slices.ContainsFunc(f.Evidence, func(e finding.Evidence) bool { return withoutFragment(e.URL) == withoutFragment(url) })
		if p != nil && late && opens(p) {
			return "odd"
		}
	}
	return v.Opens(p)
}

// Of returns the results with the outcome.
func (v reportView) Of(outcome string) []finding.Result {
	var found []finding.Result
	for _, r := range v.Results {
		if string(r.Outcome) == outcome {
			found = append(found, r)
		}
	}
	return found
}

// SeverityWord is the severity for people.
func (v reportView) SeverityWord(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "information"
}

// Link is the address of a rule's page, or "".
func (v reportView) Link(r finding.Result) string {
	if !strings.HasPrefix(r.Docs, "https://") {
		return ""
	}
	return clean(r.Docs)
}

// EvidencePlace and EvidenceSaid tell one evidence.
func (v reportView) EvidencePlace(e finding.Evidence) string {
	return strings.TrimSuffix(evidencePlace(v.Target, e), ": ")
}

func (v reportView) EvidenceSaid(e finding.Evidence) string { return evidenceText(e) }

// KnownWhy tells why a finding is known, and until when.
func (v reportView) KnownWhy(r finding.Result) string { return knownWhy(r) + knownUntil(r) }

// Witness is what the gateway saw of the wire while it was cut.
func (v reportView) Witness() string {
	if len(v.wire()) == 0 {
		return ""
	}
	said := witness(v.Report.Offline)
	if f := v.Report.Offline.Fallback; f.Present && f.URL != "" {
		said += "; the fallback page is " + label(v.Target, f.URL)
	}
	return said
}

// A fact is a line of the list about the worker.
type fact struct{ Name, Said string }

// WorkerFacts tell of the worker of the start page.
func (v reportView) WorkerFacts() []fact {
	w := v.Worker
	unknown := func(name string) bool { return slices.Contains(w.Unknown, name) }
	if !w.Registered {
		if unknown(finding.WorkerRegistered) {
			return []fact{{"worker", "not seen"}}
		}
		return []fact{{"worker", "none is registered"}}
	}
	yes := func(name string, is bool) string {
		switch {
		case unknown(name):
			return "not seen"
		case is:
			return "yes"
		}
		return "no"
	}
	return []fact{
		{"script", v.URL(w.ScriptURL)}, {"scope", v.URL(w.Scope)}, {"state", clean(w.State)},
		{"controls the first visit", yes(finding.WorkerControlsFirstVisit, w.ControlsFirstVisit)},
		{"answers requests", yes(finding.WorkerFetchHandler, w.FetchHandler)},
	}
}

// A kindRow is how the worker answers for one kind of resources.
type kindRow struct {
	Kind, Said string
	All        []finding.Resource
}

// Kinds are the resources by kind.
func (v reportView) Kinds() []kindRow {
	var rows []kindRow
	for _, kind := range finding.ResourceKinds() {
		row := kindRow{Kind: kindNames[kind], Said: strategiesOf(v.Resources, kind)}
		for _, r := range v.Resources {
			if r.Kind == kind {
				row.All = append(row.All, r)
			}
		}
		if len(row.All) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// StrategyOf is a strategy in words.
func (v reportView) StrategyOf(s finding.Strategy) string { return cmp.Or(clean(string(s)), notSeen) }

// CacheSize tells how much is in a cache. The size of an opaque response, and of
// what is not listed, is not known.
func (v reportView) CacheSize(c finding.Cache) string {
	said, total, known := count(len(c.Entries)+c.Truncated, "entry"), int64(0), 0
	for _, e := range c.Entries {
		if e.Bytes >= 0 {
			total += e.Bytes
			known++
		}
	}
	switch {
	case known == len(c.Entries) && c.Truncated == 0:
		said += ", " + size(total)
	case known > 0:
		said += ", at least " + size(total)
	default:
		said += ", of unknown size"
	}
	if c.Truncated > 0 {
		said += fmt.Sprintf(", %d of them listed", len(c.Entries))
	}
	return said
}

// Fetched tells where a stored response comes from.
func (v reportView) Fetched(e finding.CacheEntry) string {
	if e.Exchange == 0 {
		return "not from the wire"
	}
	said := fmt.Sprintf("exchange %d", e.Exchange)
	if e.Build != "" {
		said += ", build " + clean(e.Build)
	}
	if e.User != "" {
		said += ", as " + clean(e.User)
	}
	return said
}

// Step and Moment tell one step of a trail.
func (v reportView) Step(t finding.Trail, s finding.Step) string { return v.step(t, s) }

// At is when a step was, after the start of its session.
func (v reportView) At(s finding.Step) string { return strings.TrimSpace(moment(s.AtMs)) }

// MomentOf tells what changed before a step.
func (v reportView) MomentOf(m finding.Moment) string { return momentOf(m) }

// mostCodeLines is how many lines of an example are shown.
const mostCodeLines = 200

// wideCode reports whether a line of the examples is too long for half of the
// page: then they stand one below the other.
func wideCode(examples ...string) bool {
	const half = 60 // characters
	for _, example := range examples {
		for line := range strings.Lines(example) {
			if len(line) > half {
				return true
			}
		}
	}
	return false
}

// cleanCode is clean for text of several lines, whose indents are kept.
func cleanCode(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	if len(lines) > mostCodeLines {
		lines = append(lines[:mostCodeLines], ellipsis)
	}
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		lines[i] = line[:min(indent, longest)] + clean(line[indent:])
	}
	return strings.Join(lines, "\n")
}
