package reporter_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

func TestJUnitIsAccepted(t *testing.T) {
	for name, report := range reportertest.All() {
		t.Run(name, func(t *testing.T) {
			checkJUnit(t, write(t, "junit", reporter.Options{}, report), 1)
		})
	}
	t.Run("several", func(t *testing.T) { checkJUnit(t, write(t, "junit", reporter.Options{}, several()...), 4) })
	t.Run("none", func(t *testing.T) { checkJUnit(t, write(t, "junit", reporter.Options{}), 0) })
}

// checkJUnit wants the document to be as the schema says and its numbers to be
// those of its elements.
func checkJUnit(t *testing.T, document string, suites int) {
	t.Helper()
	root, err := parseElement(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range junitFaults(root) {
		t.Error(fault)
	}
	for _, fault := range countFaults(root) {
		t.Error(fault)
	}
	if n := len(root.all("testsuite")); n != suites {
		t.Errorf("%d suites for %d targets", n, suites)
	}
}

// TestJUnitCheckFindsFaults shows that the check above can fail.
func TestJUnitCheckFindsFaults(t *testing.T) {
	good := write(t, "junit", reporter.Options{}, reportertest.Findings())
	for name, broken := range map[string]struct{ old, new string }{
		"unknown element":            {"<properties>", "<remarks></remarks><properties>"},
		"element in the wrong place": {"</testsuite>", "<failure></failure></testsuite>"},
		"unknown attribute":          {`hostname=`, `machine=`},
		"missing attribute":          {` errors="0" skipped=`, ` skipped=`},
		"case without a name":        {` name="no-recovery"`, ``},
		"time that is none":          {`time="5.321" timestamp`, `time="5 s" timestamp`},
		"property without a value":   {` value="standard"`, ``},
		"wrong number of tests":      {`tests="9"`, `tests="8"`},
		"wrong number of failures":   {`failures="2" errors="0" skipped`, `failures="1" errors="0" skipped`},
		"wrong number of skipped":    {`skipped="2"`, `skipped="3"`},
		"two cases of one name":      {`name="visited-page /about"`, `name="visited-page /"`},
		"text between the elements":  {"<properties>", "text<properties>"},
	} {
		t.Run(name, func(t *testing.T) {
			document := strings.Replace(good, broken.old, broken.new, 1)
			if document == good {
				t.Fatalf("the document has no %s to break", broken.old)
			}
			root, err := parseElement(document)
			if err != nil {
				t.Fatal(err)
			}
			if len(junitFaults(root))+len(countFaults(root)) == 0 {
				t.Error("the check finds no fault")
			}
		})
	}
}

// TestJUnitHasOnlyCharactersOfXML reads the document with the decoder, which
// refuses what XML 1.0 does, and then looks for what terminals obey.
func TestJUnitHasOnlyCharactersOfXML(t *testing.T) {
	document := write(t, "junit", reporter.Options{}, reportertest.Hostile())
	if err := xml.Unmarshal([]byte(document), new(element)); err != nil {
		t.Fatal(err)
	}
	for _, r := range document {
		if r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e || r == 0xfffe || r < ' ' && r != '\n' {
			t.Errorf("%U stands in the document", r)
		}
	}
}

// junitCases returns "class name: what became of it" for each case.
func junitCases(t *testing.T, report finding.Report) []string {
	t.Helper()
	root, err := parseElement(write(t, "junit", reporter.Options{}, report))
	if err != nil {
		t.Fatal(err)
	}
	var cases []string
	for _, c := range root.all("testcase") {
		line := c.attribute("classname") + " " + c.attribute("name") + ":"
		for _, child := range c.Children {
			line += " " + child.XMLName.Local + " " + child.attribute("type") + child.attribute("message")
		}
		cases = append(cases, line)
	}
	return cases
}

func TestJUnitHasOneCasePerRuleAndPage(t *testing.T) {
	want := []string{
		"swcheck.offline no-recovery: skipped inconclusive: The page had not settled after 10 s: 1 request was still in flight.",
		"swcheck.offline page-complete /:",
		"swcheck.offline page-complete /talks/app-shell: failure warninglacks /static/talk.js",
		"swcheck.offline start-url: skipped not applicable: The site has no manifest.",
		"swcheck.offline visited-page /:",
		"swcheck.offline visited-page /speakers/:",
		"swcheck.offline visited-page /about: failure errorshows the browser's error page",
		"swcheck.registration no-worker:",
		"swcheck.registration pass-through:",
	}
	if diff := cmp.Diff(want, junitCases(t, reportertest.Findings())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// CI servers refuse large files, and each page has a case with the evidence.
func TestJUnitBoundsTheEvidence(t *testing.T) {
	r := reportertest.Sound()
	r.Results = []finding.Result{{
		Rule: "offline/visited-page", Outcome: finding.Fail, Severity: finding.Error,
		Evidence: slices.Repeat([]finding.Evidence{{Text: "seen"}}, 500),
		Pages:    slices.Repeat([]finding.PageOutcome{{URL: r.Target, Outcome: finding.Fail}}, 500),
	}}
	r.Conclude()
	text := write(t, "junit", reporter.Options{}, r)
	if got := strings.Count(text, "saw:  "); got != 500*21 || !strings.Contains(text, "saw:  480 more") {
		t.Errorf("%d lines of evidence", got)
	}
}

// TestJUnitLosesNoOutcome: a rule that says more than its pages has a case of
// its own, and information never breaks a build.
func TestJUnitLosesNoOutcome(t *testing.T) {
	page := []finding.PageOutcome{{URL: "http://127.0.0.1:8000/", Outcome: finding.Pass}}
	for name, c := range map[string]struct {
		result finding.Result
		want   []string
	}{
		"fails though its pages pass": {
			finding.Result{Rule: "a/b", Outcome: finding.Fail, Severity: finding.Error, Message: "m", Pages: page},
			[]string{"swcheck.a b /:", "swcheck.a b: failure errorm"},
		},
		"cannot tell though its pages pass": {
			finding.Result{Rule: "a/b", Outcome: finding.Inconclusive, Message: "m", Pages: page},
			[]string{"swcheck.a b /:", "swcheck.a b: skipped inconclusive: m"},
		},
		"information": {
			finding.Result{Rule: "a/b", Outcome: finding.Fail, Severity: finding.Information, Message: "m"},
			[]string{"swcheck.a b: system-out "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			report := finding.Report{Target: "http://127.0.0.1:8000/", Results: []finding.Result{c.result}}
			if diff := cmp.Diff(c.want, junitCases(t, report)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
