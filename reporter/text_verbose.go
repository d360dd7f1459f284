package reporter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// everything is the report with -v: nothing is left out.
func (t text) everything() []string {
	blocks := [][]string{t.header(), t.about(), t.pages(0), t.resources(), t.failedRequests(), t.failures(detail{}), t.known(), t.rules()}
	for _, c := range t.Caches {
		blocks = append(blocks, t.cache(c))
	}
	return joinBlocks(append(blocks, []string{t.counts()})...)
}

// about tells of the run and of the worker.
func (t text) about() []string {
	sandbox := "sandbox on"
	if !t.Browser.Sandbox {
		sandbox = "sandbox off"
	}
	made := fmt.Sprintf("%s %s, profile %s, %s, %s", clean(t.Tool.Name), clean(t.Tool.Version),
		clean(t.Profile), t.StartedAt.UTC().Format("2006-01-02 15:04:05 UTC"), sandbox)
	lines := t.prose("made by  ", t.faint, made, 0)
	if t.Browser.Path != "" {
		lines = append(lines, t.prose("browser  ", t.faint, clean(t.Browser.Path), 0)...)
	}
	return append(lines, t.prose("worker   ", t.faint, t.worker(), 0)...)
}

func (t text) worker() string {
	w := t.Worker
	switch {
	case slices.Contains(w.Unknown, finding.WorkerRegistered):
		return "whether one is registered was not seen"
	case !w.Registered:
		return "none is registered"
	}
	parts := []string{label(t.Target, w.ScriptURL), clean(w.State), "scope " + label(t.Target, w.Scope)}
	if !slices.Contains(w.Unknown, finding.WorkerFetchHandler) {
		parts = append(parts, without(w.FetchHandler, "fetch handler"))
	}
	switch {
	case slices.Contains(w.Unknown, finding.WorkerControlsFirstVisit):
	case w.ControlsFirstVisit:
		parts = append(parts, "controls the first visit")
	default:
		parts = append(parts, "controls from the second visit on")
	}
	return strings.Join(parts, ", ")
}

func without(has bool, what string) string {
	if has {
		return "with " + what
	}
	return "without " + what
}

// failedRequests lists what pages asked for offline and did not get.
func (t text) failedRequests() []string {
	var lines []string
	for _, p := range t.Pages {
		if p.Offline == nil || len(p.Offline.Failed) == 0 {
			continue
		}
		lines = append(lines, t.prose("", t.plain, label(t.Target, p.URL)+" lacked offline:", 0)...)
		for _, f := range p.Offline.Failed {
			lines = append(lines, t.prose("  ", t.plain, label(t.Target, f.URL)+" "+clean(f.Error), 0)...)
		}
	}
	return lines
}

// rules lists each rule with what it said, and of which page.
func (t text) rules() []string {
	var lines []string
	for _, run := range runs(t.Results) {
		res := run[0]
		names := make([]string, len(run))
		for i, r := range run {
			names[i] = clean(r.Rule)
		}
		name, paint := t.outcome(res.Outcome)
		if res.IsKnown() {
			name, paint = "known   ", t.faint
		}
		lines = append(lines, t.prose(name, paint, strings.Join(names, ", ")+": "+clean(res.Message), 0)...)
		for _, p := range res.Pages {
			name, paint := t.outcome(p.Outcome)
			lines = append(lines, t.prose("  "+name, paint, t.ofPage(p), 0)...)
		}
	}
	return lines
}

// runs puts together neighbours that have nothing to say of their own, such as
// all rules that do not apply because no worker was installed.
func runs(results []finding.Result) [][]finding.Result {
	var all [][]finding.Result
	for i, res := range results {
		if i > 0 && alike(results[i-1], res) {
			all[len(all)-1] = append(all[len(all)-1], res)
			continue
		}
		all = append(all, []finding.Result{res})
	}
	return all
}

func alike(a, b finding.Result) bool {
	undecided := a.Outcome == finding.NotApplicable || a.Outcome == finding.Inconclusive
	return undecided && a.Outcome == b.Outcome && a.Message == b.Message && len(a.Pages)+len(b.Pages) == 0
}

// ofPage is what a rule said of a page. Its URL leads, unless what was said
// begins with it.
func (t text) ofPage(p finding.PageOutcome) string {
	short, said := label(t.Target, p.URL), clean(p.Message)
	switch {
	case said == "":
		return short
	case strings.HasPrefix(said, short+" "):
		return said
	}
	return short + ": " + said
}

// outcome is the label of an outcome, all of one width, and its colour.
func (t text) outcome(o finding.Outcome) (string, func(string) string) {
	switch o {
	case finding.Pass:
		return "pass    ", t.good
	case finding.Fail:
		return "fail    ", t.bad
	case finding.NotApplicable:
		return "n/a     ", t.faint
	}
	return "unsure  ", t.warn
}

// longestType is the width of the longest response type there is,
// opaqueredirect.
const longestType = 14

// cache lists what one cache holds.
func (t text) cache(c finding.Cache) []string {
	var total int64
	rows := [][]string{}
	for _, e := range c.Entries {
		total += max(e.Bytes, 0)
		what := label(t.Target, e.URL)
		if e.Method != "" && e.Method != "GET" {
			what = clean(e.Method) + " " + what
		}
		rows = append(rows, []string{what, fmt.Sprint(e.Status), elide(clean(e.Type), longestType), size(e.Bytes)})
	}
	all := len(c.Entries) + c.Truncated
	lines := t.prose("", t.plain, fmt.Sprintf("cache %s: %s, %s", clean(c.Name), count(all, "entry"), size(total)), 0)
	if len(rows) > 0 {
		lines = append(lines, t.columns([]string{"URL", "STATUS", "TYPE", "SIZE"}, rows, 0)...)
	}
	if c.Truncated > 0 {
		lines = append(lines, t.faint(fmt.Sprintf("… and %d more", c.Truncated)))
	}
	return lines
}
