package reporter

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name:        "junit",
		Description: "JUnit XML for CI servers: one test case per rule and page",
		Write:       writeJUnit,
	})
}

// writeJUnit writes one test suite per target. The shape is that of Jenkins'
// xunit plugin (junit-10.xsd), which the common CI servers read.
func writeJUnit(w io.Writer, reports []finding.Report, _ Options) error {
	all := junitSuites{Name: "swcheck"}
	var elapsed float64
	for i, r := range reports {
		suite := suiteOf(i, r)
		all.Suites = append(all.Suites, suite)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		elapsed += r.DurationMs
	}
	all.Time = junitTime(elapsed)
	return encodeJUnit(w, all)
}

func suiteOf(id int, r finding.Report) junitSuite {
	suite := junitSuite{
		Name: clean(r.Target), ID: id, Hostname: hostname(r.Target), Time: junitTime(r.DurationMs),
		Timestamp:  r.StartedAt.UTC().Format("2006-01-02T15:04:05"),
		Properties: properties(r), SystemOut: suiteOutput(r),
	}
	for _, res := range r.Results {
		suite.Cases = append(suite.Cases, casesOf(r.Target, res)...)
	}
	suite.Tests = len(suite.Cases)
	for _, c := range suite.Cases {
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
	}
	return suite
}

func hostname(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return "unknown"
	}
	return clean(u.Host)
}

// properties tell what the report was made with.
func properties(r finding.Report) *junitProperties {
	return &junitProperties{List: []junitProperty{
		{"tool", clean(r.Tool.Name)},
		{"tool.version", clean(r.Tool.Version)},
		{"browser", clean(r.Browser.Product)},
		{"browser.path", clean(r.Browser.Path)},
		{"profile", clean(r.Profile)},
		{"verdict", clean(string(r.Verdict))},
		{"partial", fmt.Sprint(r.Partial)},
		{"offline.requestsLeaked", fmt.Sprint(r.Offline.RequestsLeaked)},
	}}
}

func suiteOutput(r finding.Report) junitText {
	lines := []string{witness(r.Offline)}
	for _, note := range r.Notes {
		lines = append(lines, clean(note))
	}
	return junitText{strings.Join(lines, "\n")}
}

// casesOf makes the test cases of one rule: one for each page that it judged,
// and one of its own if it judged no pages or says more than they do.
func casesOf(target string, res finding.Result) []junitCase {
	category, name, _ := strings.Cut(res.Rule, "/")
	class := "swcheck." + clean(category)
	var cases []junitCase
	said := false
	for _, p := range res.Pages {
		said = said || p.Outcome == res.Outcome
		of := res
		of.Outcome = p.Outcome
		of.Known = res.KnownOf(p.URL)
		if p.Message != "" {
			of.Message = p.Message
		}
		of.Evidence = evidenceOf(p.URL, res.Evidence)
		cases = append(cases, caseOf(class, clean(name)+" "+label(target, p.URL), target, of))
	}
	if said {
		return cases
	}
	return append(cases, caseOf(class, clean(name), target, res))
}

// evidenceOf picks what was seen of the page; all of it where nothing names
// the page.
func evidenceOf(page string, all []finding.Evidence) []finding.Evidence {
	var its []finding.Evidence
	for _, e := range all {
		if e.URL == page {
			its = append(its, e)
		}
	}
	if its == nil {
		return all
	}
	return its
}

func caseOf(class, name, target string, res finding.Result) junitCase {
	c := junitCase{ClassName: class, Name: name, Time: junitTime(0)}
	message := clean(res.Message)
	switch {
	case res.Outcome == finding.Pass:
	case res.IsKnown():
		c.Skipped = &junitSkipped{Message: "known" + knownUntil(res) + ": " + knownWhy(res)}
	case res.Outcome == finding.Fail && res.Severity == finding.Information:
		c.SystemOut = &junitText{failureBody(target, res)}
	case res.Outcome == finding.Fail:
		c.Failure = &junitFailure{Message: message, Type: clean(string(res.Severity)), Text: failureBody(target, res)}
	case res.Outcome == finding.NotApplicable:
		c.Skipped = &junitSkipped{Message: "not applicable: " + message}
	default:
		c.Skipped = &junitSkipped{Message: "inconclusive: " + message}
	}
	return c
}

// mostInJUnit is how much evidence a test case names: each page has a case, and
// what names no page stands in all of them.
const mostInJUnit = 20

// failureBody is the body of a failure, one fact a line.
func failureBody(target string, res finding.Result) string {
	lines := []string{clean(res.Title) + " (" + clean(res.Rule) + ")", clean(res.Message)}
	for _, part := range []struct{ label, text string }{{"why:  ", res.Why}, {"fix:  ", res.Fix}, {"docs: ", res.Docs}} {
		if part.text != "" {
			lines = append(lines, part.label+clean(part.text))
		}
	}
	for i, e := range res.Evidence {
		if i == mostInJUnit {
			lines = append(lines, fmt.Sprintf("saw:  %d more", len(res.Evidence)-i))
			break
		}
		lines = append(lines, "saw:  "+evidenceLine(target, e))
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}
