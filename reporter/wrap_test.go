package reporter

import (
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

func TestLongURLsBreakBehindTheirSeparators(t *testing.T) {
	for said, want := range map[string][]string{
		"see /pictures/whole-gallery-of-the-bakery.html now": {"see", "/pictures/whole-", "gallery-of-the-", "bakery.html now"},
		"/talk?id=1&language=english":                        {"/talk?id=1&", "language=english"},
		"http://averylongnameofahost.example":                {"http://averylong", "nameofahost.exam", "ple"},
		"aaaaaaaaaaaaaaaaaaaa":                               {"aaaaaaaaaaaaaaaa", "aaaa"},
		"offline/page is short-ish":                          {"offline/page is", "short-ish"},
	} {
		if got := wrap(said, 16, false); !slices.Equal(got, want) {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
	}
}

// TestURLsStayWholeInAPipe: so that they are found there, in a report on a site
// and on scenarios, and in a comparison.
func TestURLsStayWholeInAPipe(t *testing.T) {
	long := "http://127.0.0.1:8000/" + strings.Repeat("whole-gallery-of-the-bakery/", 6) + "in-full.html"
	report := reportertest.Findings()
	report.Results[0].Message = "The picture on " + long + " is not there."
	scenarios := reportertest.AllScenarios()["scenarios"]
	scenarios.Notes = []string{"it says " + long}
	var out strings.Builder
	for _, err := range []error{
		writeText(&out, []finding.Report{report}, Options{}),
		writeScenariosText(&out, scenarios, Options{}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if found := strings.Count(out.String(), long); found != 2 {
		t.Errorf("it is whole %d times in\n%s", found, out.String())
	}
}

func TestTheFallbackPageKeepsItsName(t *testing.T) {
	for url, want := range map[string]string{
		"/offline.html": "/offline.html\n",
		"/" + strings.Repeat("very-", 20) + "long/offline.html": "y-long/offline.html\n",
	} {
		report := reportertest.Sound()
		report.Offline.Fallback.URL = "http://127.0.0.1:8000" + url
		var out strings.Builder
		if err := writeText(&out, []finding.Report{report}, Options{Width: 40}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestOneMoreReasonIsNotSeveral(t *testing.T) {
	report := reportertest.Sound()
	for _, id := range []string{"a", "b", "c"} {
		report.Results = append(report.Results, finding.Result{Rule: id, Outcome: finding.Inconclusive, Message: "for reason " + id})
	}
	var out strings.Builder
	if err := writeText(&out, []finding.Report{report}, Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "and 1 more reason\n") {
		t.Errorf("it says\n%s", out.String())
	}
}
