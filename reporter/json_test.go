package reporter_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// TestJSONComesBackWhole: what is read from the JSON is what was written.
func TestJSONComesBackWhole(t *testing.T) {
	for name, want := range reportertest.All() {
		if name == "hostile" { // its texts are cut and mended on purpose
			continue
		}
		t.Run(name, func(t *testing.T) {
			var got finding.Report
			if err := json.Unmarshal([]byte(write(t, "json", reporter.Options{}, want)), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-written +read:\n%s", diff)
			}
		})
	}
}

func TestJSONOfSeveralListsThemInOrder(t *testing.T) {
	var got finding.Several
	if err := json.Unmarshal([]byte(write(t, "json", reporter.Options{}, several()...)), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(several(), got.Reports, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
}

func TestJSONHasNoNull(t *testing.T) {
	for name, report := range reportertest.All() {
		if out := write(t, "json", reporter.Options{}, report); strings.Contains(out, ": null") {
			t.Errorf("%s holds null:\n%s", name, out)
		}
	}
	if out := write(t, "json", reporter.Options{}); !strings.Contains(out, `"reports": []`) {
		t.Errorf("no report is written as %s", out)
	}
}

func TestJSONShowsNothingToATerminal(t *testing.T) {
	for _, r := range write(t, "json", reporter.Options{}, reportertest.Hostile()) {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("%U stands in the document", r)
		}
	}
}

// TestJSONKeepsTheCharacters: what is escaped is only written differently.
func TestJSONKeepsTheCharacters(t *testing.T) {
	report := reportertest.Sound()
	report.Notes = []string{"a\x1b[2J\u009b\u202e\u200b\U000e0041<b>&日本\U0001f680"}
	var got finding.Report
	out := write(t, "json", reporter.Options{}, report)
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report.Notes, got.Notes); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
	if !strings.Contains(out, "<b>&日本") {
		t.Errorf("readable characters are escaped:\n%s", out)
	}
}

func TestJSONCutsTexts(t *testing.T) {
	report := reportertest.Sound()
	report.Pages[0].Offline.Title = strings.Repeat("ä", 5000)
	var got finding.Report
	if err := json.Unmarshal([]byte(write(t, "json", reporter.Options{}, report)), &got); err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("ä", 4096) + "…"; got.Pages[0].Offline.Title != want {
		t.Errorf("a title of 5000 characters has %d afterwards", len([]rune(got.Pages[0].Offline.Title)))
	}
}

func TestJSONTimesAreUTCAndWholeMilliseconds(t *testing.T) {
	report := reportertest.Sound()
	report.StartedAt = time.Date(2026, 1, 2, 4, 4, 5, 123_456_789, time.FixedZone("CET", 3600))
	report.DurationMs = 5321.6
	out := write(t, "json", reporter.Options{}, report)
	for _, want := range []string{`"startedAt": "2026-01-02T03:04:05.123Z"`, `"durationMs": 5322,`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing:\n%s", want, out)
		}
	}
}
