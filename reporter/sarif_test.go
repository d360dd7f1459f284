package reporter_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// The schema is that of the standard; SOURCE.md beside it says where it is from.
const sarifSchemaFile = "reportertest/sarif/sarif-schema-2.1.0.json"

// A sarifDocument is what the tests look at.
type sarifDocument struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID   string
					Help struct{ Text, Markdown string }
				}
			}
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level          string
				Message        struct{ Text string }
				AssociatedRule *struct {
					ID    string
					Index int
				}
			}
		}
		Results []sarifFinding
	}
}

type sarifFinding struct {
	RuleID    string
	RuleIndex int
	Level     string
	Message   struct{ Text string }
	Locations []struct {
		PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
		LogicalLocations []struct{ FullyQualifiedName string }
	}
	RelatedLocations []struct {
		PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
	}
	OccurrenceCount     int
	PartialFingerprints map[string]string
	BaselineState       string
	Suppressions        *[]struct{ Kind, Status, Justification string }
}

func (f sarifFinding) place() string { return f.Locations[0].PhysicalLocation.ArtifactLocation.URI }

func readSARIF(t *testing.T, reports ...finding.Report) sarifDocument {
	t.Helper()
	var document sarifDocument
	if err := json.Unmarshal([]byte(write(t, "sarif", reporter.Options{}, reports...)), &document); err != nil {
		t.Fatal(err)
	}
	return document
}

func sarifResultsOf(t *testing.T, reports ...finding.Report) []sarifFinding {
	t.Helper()
	return readSARIF(t, reports...).Runs[0].Results
}

func TestSARIFIsAccepted(t *testing.T) {
	schema := compileSchemaOf(t, sarifSchemaFile)
	kinds := map[string][]finding.Report{"several": several(), "none": nil}
	for name, report := range reportertest.All() {
		kinds[name] = []finding.Report{report}
	}
	for name, reports := range kinds {
		t.Run(name, func(t *testing.T) {
			if err := schema.Validate(decode(t, write(t, "sarif", reporter.Options{}, reports...))); err != nil {
				t.Error(err)
			}
			for _, fault := range sarifFaults(readSARIF(t, reports...)) {
				t.Error(fault)
			}
		})
	}
}

// TestSARIFCheckFindsFaults shows that the check above can fail.
func TestSARIFCheckFindsFaults(t *testing.T) {
	schema := compileSchemaOf(t, sarifSchemaFile)
	good := write(t, "sarif", reporter.Options{}, reportertest.Known())
	for name, broken := range map[string]struct{ old, new string }{
		"another version":        {`"version": "2.1.0"`, `"version": "2.0.0"`},
		"an unknown level":       {`"level": "error"`, `"level": "bad"`},
		"a key too many":         {`"ruleIndex":`, `"extra": 1, "ruleIndex":`},
		"a time that is none":    {`"2026-01-02T03:04:05.000Z"`, `"yesterday"`},
		"an unknown suppression": {`"kind": "external"`, `"kind": "baseline"`},
		"a message without text": {`"message": {`, `"message": {"words": "",`},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(good, broken.old, broken.new, 1)
			if changed == good {
				t.Fatalf("the document has no %s to break", broken.old)
			}
			if schema.Validate(decode(t, changed)) == nil {
				t.Errorf("%s became %s and the schema accepts it", broken.old, broken.new)
			}
		})
	}
}

// sarifFaults returns what GitHub would refuse although the schema accepts it,
// and what contradicts itself.
func sarifFaults(document sarifDocument) []string {
	var faults []string
	if len(document.Runs) > 1 {
		faults = append(faults, "several runs of one tool")
	}
	for _, run := range document.Runs {
		prints := map[string]bool{}
		for _, r := range run.Results {
			faults = append(faults, placeFaults(r)...)
			print := r.PartialFingerprints["primaryLocationLineHash"]
			if print == "" || prints[print] {
				faults = append(faults, "a fingerprint is missing or there twice: "+r.RuleID)
			}
			prints[print] = true
			if rules := run.Tool.Driver.Rules; r.RuleIndex >= len(rules) || rules[r.RuleIndex].ID != r.RuleID {
				faults = append(faults, "another rule is at the index of "+r.RuleID)
			}
			if (r.Suppressions == nil) != (run.Results[0].Suppressions == nil) {
				faults = append(faults, "suppressions are told of some results only")
			}
		}
	}
	return faults
}

// placeFaults wants the paths that GitHub takes for files of a repository.
func placeFaults(r sarifFinding) []string {
	if len(r.Locations) != 1 {
		return []string{"a result without a place: " + r.RuleID}
	}
	var faults []string
	places := []string{r.place()}
	for _, related := range r.RelatedLocations {
		places = append(places, related.PhysicalLocation.ArtifactLocation.URI)
	}
	for _, place := range places {
		u, err := url.Parse(place)
		first, _, _ := strings.Cut(place, "/")
		if err != nil || place == "" || u.IsAbs() || strings.HasPrefix(place, "/") || strings.Contains(first, ":") || strings.Contains("/"+place+"/", "/../") {
			faults = append(faults, "no path of a repository: "+place)
		}
	}
	return faults
}

func TestSARIFHasAResultForEachPage(t *testing.T) {
	var got []string
	for _, r := range sarifResultsOf(t, reportertest.Findings()) {
		got = append(got, strings.Join([]string{r.Level, r.RuleID, r.place(), r.Message.Text}, " "))
	}
	want := []string{
		"warning offline/page-complete site/talks/app-shell /talks/app-shell: lacks /static/talk.js",
		"error offline/visited-page site/about /about: shows the browser's error page",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

func TestSARIFPlaces(t *testing.T) {
	for raw, want := range map[string]string{
		"http://127.0.0.1:8000/":                        "site",
		"http://127.0.0.1:8000/talks/":                  "site/talks",
		"http://127.0.0.1:8000/a/../../../etc/passwd":   "site/etc/passwd",
		"http://127.0.0.1:8000/talk?id=1":               "site/talk",
		"http://127.0.0.1:8000/static/app-4f3a9c21.js":  "site/static/app-*.js",
		"http://127.0.0.1:8000/日本":                      "site/%E6%97%A5%E6%9C%AC",
		"http://127.0.0.1:8000/a%20b/100%25":            "site/a%20b/100%25",
		"https://cdn.example/lib.js?v=1":                "cdn.example/lib.js",
		"https://cdn.example:8443/":                     "cdn.example_8443",
		"http://127.0.0.1:9000/b.js":                    "127.0.0.1_*/b.js",
		"http://[::1]:9000/b.js":                        "%5B__1%5D_*/b.js",
		"data:text/html,<p>":                            "site",
		"not a url":                                     "site",
		"//cdn.example/x":                               "cdn.example/x",
		"":                                              "site",
		"http://127.0.0.1:8000/x?y=http://evil.example": "site/x",
	} {
		t.Run(raw, func(t *testing.T) {
			r := reportertest.Findings()
			r.Results = []finding.Result{{Rule: "a/b", Outcome: finding.Fail, Severity: finding.Error, Message: "m", Evidence: []finding.Evidence{{URL: raw}}}}
			if got := sarifResultsOf(t, r)[0].place(); got != want {
				t.Errorf("the place is %s, want %s", got, want)
			}
		})
	}
}

// TestSARIFFingerprintsStay matters because an alert whose fingerprint changes
// is closed, and another one opened.
func TestSARIFFingerprintsStay(t *testing.T) {
	prints := func(reports ...finding.Report) []string {
		var all []string
		for _, r := range sarifResultsOf(t, reports...) {
			all = append(all, r.place()+" "+r.PartialFingerprints["swcheckFinding/v1"])
		}
		slices.Sort(all)
		return all
	}
	first := reportertest.Findings()
	moved := elsewhere(reportertest.Findings(), "https://preview-12.example.org")
	if diff := cmp.Diff(prints(first), prints(moved)); diff != "" {
		t.Errorf("on another host they are others:\n%s", diff)
	}
	both := prints(first, moved)
	if len(slices.Compact(both)) != 2*len(prints(first)) || !strings.HasPrefix(both[0], "127.0.0.1_8000/") {
		t.Errorf("two targets are not told apart: %q", both)
	}
}

// elsewhere is the report of the same site on another origin.
func elsewhere(r finding.Report, origin string) finding.Report {
	content, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	var moved finding.Report
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(content), "http://127.0.0.1:8000", origin)), &moved); err != nil {
		panic(err)
	}
	return moved
}

func TestSARIFCountsWhatIsFoundTwice(t *testing.T) {
	quick := reportertest.Findings()
	quick.Profile = "quick"
	results := sarifResultsOf(t, reportertest.Findings(), quick)
	if len(results) != 2 || results[0].OccurrenceCount != 2 {
		t.Errorf("two profiles of one target: %+v", results)
	}
}

func TestSARIFTellsWhatABaselineKnows(t *testing.T) {
	var got []string
	for _, r := range sarifResultsOf(t, reportertest.Known()) {
		said := r.RuleID + " " + r.place() + " " + r.BaselineState
		for _, s := range *r.Suppressions {
			said += " " + s.Kind + " " + s.Status + ": " + s.Justification
		}
		got = append(got, said)
	}
	want := []string{
		"cache/opaque fonts.example/a.woff2 unchanged external accepted: 1 opaque response is stored.",
		"offline/page-complete site/talks/app-shell unchanged",
		"offline/unvisited-page site/privacy new",
		"offline/unvisited-page site/imprint unchanged external accepted: 2 of 2 pages show the browser's error page.",
		"offline/visited-page site/about unchanged external accepted: /about is behind the login until 2026-12-31",
		"worker/error site/sw.js new",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

func TestSARIFSaysWhatWasNotJudged(t *testing.T) {
	run := readSARIF(t, reportertest.Findings(), reportertest.Partial()).Runs[0]
	whole, partial := run.Invocations[0], run.Invocations[1]
	if !whole.ExecutionSuccessful || partial.ExecutionSuccessful {
		t.Error("a partial audit ended well, or a whole one did not")
	}
	note := whole.ToolExecutionNotifications[0]
	if note.AssociatedRule == nil || run.Tool.Driver.Rules[note.AssociatedRule.Index].ID != "offline/no-recovery" {
		t.Errorf("no word of what could not be judged: %+v", note)
	}
	if n := partial.ToolExecutionNotifications[0]; n.Level != "error" || !strings.Contains(n.Message.Text, "not the whole truth") {
		t.Errorf("the partial audit says %+v", n)
	}
}

func TestSARIFMessagesHaveNoLinksAndNoArguments(t *testing.T) {
	r := reportertest.Findings()
	r.Results = []finding.Result{{Rule: "a/b", Outcome: finding.Fail, Severity: finding.Error, Message: "see [all](http://evil.example) {0} of a[1]"}}
	if got, want := sarifResultsOf(t, r)[0].Message.Text, `see \[all\](http://evil.example) {{0}} of a\[1\]`; got != want {
		t.Errorf("the message is %s, want %s", got, want)
	}
}

func TestSARIFHelpHasTheExample(t *testing.T) {
	for _, rule := range readSARIF(t, reportertest.Findings()).Runs[0].Tool.Driver.Rules {
		if rule.ID != "offline/visited-page" {
			continue
		}
		for _, want := range []string{"**Why** People come back", "**Fix** Store each page", "**Before**\n\n```js\nself.addEventListener('fetch', (event) => {\n  event.respondWith", "[More of this rule](<https://github.com/swcheck/swcheck/blob/main/docs/rules/offline/visited-page.md>)"} {
			if !strings.Contains(rule.Help.Markdown, want) {
				t.Errorf("the help lacks %q:\n%s", want, rule.Help.Markdown)
			}
		}
		return
	}
	t.Error("the rule is not described")
}
