package reporter_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

func text(t *testing.T, options reporter.Options, reports ...finding.Report) string {
	t.Helper()
	return write(t, "text", options, reports...)
}

// everyLook calls the check with each report in each way to look.
func everyLook(t *testing.T, check func(t *testing.T, options reporter.Options, out string)) {
	t.Helper()
	for name, report := range reportertest.All() {
		for _, width := range []int{20, 40, 56, 80, 200} {
			for _, verbose := range []bool{false, true} {
				for _, colour := range []bool{false, true} {
					options := reporter.Options{Width: width, Verbose: verbose, Color: colour}
					t.Run(fmt.Sprintf("%s %+v", name, options), func(t *testing.T) {
						check(t, options, text(t, options, report))
					})
				}
			}
		}
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	everyLook(t, func(t *testing.T, options reporter.Options, out string) {
		for line := range strings.Lines(out) {
			if width := ansi.StringWidth(strings.TrimSuffix(line, "\n")); width > options.Width {
				t.Errorf("%d columns: %q", width, line)
			}
		}
	})
}

func TestColourAddsNothingButColour(t *testing.T) {
	everyLook(t, func(t *testing.T, options reporter.Options, out string) {
		if stripped := ansi.Strip(out); options.Color == (stripped == out) {
			t.Errorf("colour is %v, and the text is %q", options.Color, out)
		}
		for _, r := range ansi.Strip(out) {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("%U reached the terminal", r)
			}
		}
	})
	for name, report := range reportertest.All() {
		plain := text(t, reporter.Options{}, report)
		if coloured := ansi.Strip(text(t, reporter.Options{Color: true}, report)); coloured != plain {
			t.Errorf("%s: colours change the words:\n%s\n%s", name, plain, coloured)
		}
	}
}

// TestLinksAddNothingButLinks: neither a word nor a column, and of what a site
// chose nothing that a terminal would obey.
func TestLinksAddNothingButLinks(t *testing.T) {
	link := regexp.MustCompile("\x1b\\]8;;(https?://[!-~]+)?\x07")
	for name, report := range reportertest.All() {
		for _, width := range []int{0, 40, 80, 200} {
			plain := text(t, reporter.Options{Width: width}, report)
			linked := text(t, reporter.Options{Width: width, Links: true}, report)
			if got := link.ReplaceAllString(linked, ""); got != plain {
				t.Errorf("%s on %d columns: links change the text:\n%q\n%q", name, width, plain, got)
			}
			if name == "findings" && !strings.Contains(linked, "\x1b]8;;http://127.0.0.1:8000/about\x07/about\x1b]8;;\x07") {
				t.Errorf("no page is linked:\n%q", linked)
			}
		}
	}
}

func TestUsualSitesFitOneScreen(t *testing.T) {
	for _, name := range []string{"findings", "sound", "partial", "empty", "no-worker", "pass-through"} {
		if lines := strings.Count(text(t, reporter.Options{Width: 80}, reportertest.All()[name]), "\n"); lines >= 24 {
			t.Errorf("%s takes %d lines", name, lines)
		}
	}
}

// TestWhatIsWrongIsNeverCut: the messages of findings, and of rules that could
// not be judged, are read to their first stop at least.
// TestALargeScreenShowsMore: who has room for whole sentences is not shown cut ones.
func TestALargeScreenShowsMore(t *testing.T) {
	report := reportertest.Findings()
	usual, large := text(t, reporter.Options{Width: 80, Height: 24}, report), text(t, reporter.Options{Width: 80, Height: 60}, report)
	if !strings.Contains(usual, "…") || !strings.Contains(large, "HOW THE WORKER ANSWERS") || !strings.Contains(large, "in the hall with\n       the bad wifi.") || strings.Count(large, "\n") >= 60 {
		t.Errorf("on 24 lines:\n%s\non 60 lines:\n%s", usual, large)
	}
}

func TestWhatIsWrongIsNeverCut(t *testing.T) {
	const sentence = "/account, which the member fetched in exchange 47, is shown offline after the member logged out, from the cache pages-of-this-edition, although the server answers that nobody is logged in, and so are eleven more pages of the member"
	report := reportertest.Findings()
	for i := range report.Results {
		report.Results[i].Message = sentence + ". Another sentence, which may be left out where there is no room."
	}
	for _, width := range []int{0, 40, 80, 120} {
		out := strings.Join(strings.Fields(text(t, reporter.Options{Width: width}, report)), " ")
		if told := strings.Count(out, sentence+"."); told < 3 {
			t.Errorf("%d columns: it is told whole %d times:\n%s", width, told, out)
		}
	}
}

// TestWhatIsLeftOutCanBeSeen: on a terminal of any width it is told how.
func TestWhatIsLeftOutCanBeSeen(t *testing.T) {
	for name, report := range reportertest.All() {
		for width := 20; width <= 120; width += 5 {
			out := text(t, reporter.Options{Width: width}, report)
			if strings.HasPrefix(out, "ONLINE ONLY") {
				continue // all of it, in two lines
			}
			if !strings.Contains(out, "-v shows all\n") {
				t.Errorf("%s on %d columns does not say so:\n%s", name, width, out)
			}
		}
	}
}

func TestWhatIsLeftOutOfADiffCanBeSeen(t *testing.T) {
	for name, diff := range reportertest.AllDiffs() {
		for _, width := range []int{0, 40, 80, 120} {
			short := writeDiff(t, "text", reporter.Options{Width: width}, diff)
			whole := writeDiff(t, "text", reporter.Options{Width: width, Verbose: true}, diff)
			if told := strings.Contains(short, "-v shows all\n"); told != (short != whole) || strings.Contains(whole, "-v shows all") {
				t.Errorf("%s on %d columns: that there is more is told: %v:\n%s", name, width, told, short)
			}
		}
	}
}

func TestNoSentenceIsCutInAPipe(t *testing.T) {
	for _, report := range []finding.Report{reportertest.Findings(), reportertest.Sound(), reportertest.Large()} {
		for line := range strings.Lines(text(t, reporter.Options{}, report)) {
			if strings.HasSuffix(strings.TrimSpace(line), "…") {
				t.Errorf("it is cut: %q", line)
			}
		}
	}
}

// TestInformationIsNoFailure: PASS beside "1 failed" would be read as a mistake.
func TestInformationIsNoFailure(t *testing.T) {
	report := reportertest.Sound()
	report.Results = append(report.Results, finding.Result{Rule: "registration/waiting-forever", Outcome: finding.Fail, Severity: finding.Information})
	report.Conclude()
	out := text(t, reporter.Options{}, report)
	if !strings.HasPrefix(out, "PASS") || !strings.Contains(out, "passed · 0 failed · 1 information · ") {
		t.Errorf("the information is not counted apart:\n%s", out)
	}
	if out := write(t, "markdown", reporter.Options{}, report); !strings.Contains(out, "**0 failed**, 1 information, ") {
		t.Errorf("the information is not counted apart:\n%s", out)
	}
}

func TestOnlineOnlyIsToldInTwoLines(t *testing.T) {
	for _, report := range []finding.Report{reportertest.NoWorker(), reportertest.PassThrough()} {
		out := text(t, reporter.Options{}, report)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if len(lines) != 2 || !strings.HasPrefix(lines[0], "ONLINE ONLY  http://127.0.0.1:8000/  ") ||
			!strings.HasPrefix(lines[1], "hint: swcheck rules registration/") {
			t.Errorf("not the two lines of an online-only site:\n%s", out)
		}
		if out := text(t, reporter.Options{Verbose: true}, report); strings.Count(out, "\n") < 10 {
			t.Errorf("-v must show all:\n%s", out)
		}
	}
}

// TestOnlineOnlyHidesNothing: two lines would be a lie where there is more to
// say than that the site works online only.
func TestOnlineOnlyHidesNothing(t *testing.T) {
	for name, change := range map[string]func(*finding.Report){
		"another failure": func(r *finding.Report) {
			r.Results = append(r.Results, finding.Result{Rule: "worker/error", Outcome: finding.Fail, Severity: finding.Warning})
		},
		"a partial report": func(r *finding.Report) { r.Partial = true },
		"a leak":           func(r *finding.Report) { r.Offline.RequestsLeaked = 1 },
		"a failed registration": func(r *finding.Report) {
			r.Results[1].Evidence = []finding.Evidence{{Kind: finding.OfConsole, Text: "SecurityError"}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			report := reportertest.NoWorker()
			if text(t, reporter.Options{}, report)[:11] != "ONLINE ONLY" {
				t.Fatal("the report is not told in two lines to begin with")
			}
			change(&report)
			report.Conclude()
			if out := text(t, reporter.Options{}, report); !strings.HasPrefix(out, "FAIL") {
				t.Errorf("it is hidden:\n%s", out)
			}
		})
	}
	report := reportertest.NoWorker()
	report.Results = append(report.Results, finding.Result{Rule: "worker/error", Outcome: finding.Inconclusive})
	report.Conclude()
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "1 rule inconclusive") {
		t.Errorf("the inconclusive rule is hidden:\n%s", out)
	}
}

func TestLeftOutIsCounted(t *testing.T) {
	out := text(t, reporter.Options{Width: 80}, reportertest.Large())
	for _, want := range []string{"… and 20 more; none of them opens offline", "(and 24 more)"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing:\n%s", want, out)
		}
	}
	all := text(t, reporter.Options{Verbose: true}, reportertest.Large())
	if strings.Contains(all, "more;") || strings.Contains(all, "and 24 more") {
		t.Errorf("-v leaves something out:\n%s", all)
	}
}

// TestTroubleIsShownFirst: of many pages those are shown that do not open.
func TestTroubleIsShownFirst(t *testing.T) {
	report := reportertest.Sound()
	for i := range 20 {
		fine := report.Pages[0]
		fine.URL = fmt.Sprintf("http://127.0.0.1:8000/fine/%02d", i)
		report.Pages = append(report.Pages, fine)
	}
	broken := report.Pages[0]
	broken.URL, broken.Offline = "http://127.0.0.1:8000/broken", &finding.PageResult{Shows: finding.ShowsBlank}
	report.Pages = append(report.Pages, broken)
	out := text(t, reporter.Options{}, report)
	if !strings.Contains(out, "/broken") || !strings.Contains(out, "… and 13 more; they open offline") {
		t.Errorf("the broken page is not shown:\n%s", out)
	}
	if strings.Index(out, "/broken") < strings.Index(out, "/fine/00") {
		t.Errorf("the pages are not in the order of the visits:\n%s", out)
	}
}

func TestPagesNotTriedAreNotCalledBroken(t *testing.T) {
	report := reportertest.Partial()
	for range 20 {
		report.Pages = append(report.Pages, report.Pages[0])
	}
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "… and 11 more\n") {
		t.Errorf("it judges pages that were not tried:\n%s", out)
	}
}

func TestWitness(t *testing.T) {
	report := reportertest.Sound()
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "0 requests left the browser while offline") {
		t.Errorf("no witness:\n%s", out)
	}
	report.Offline.RequestsLeaked = 1
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "1 request left the browser while offline") {
		t.Errorf("the leak is not told:\n%s", out)
	}
	if out := text(t, reporter.Options{}, reportertest.Partial()); strings.Contains(out, "left the browser") {
		t.Errorf("the wire was never cut, and there is a witness:\n%s", out)
	}
}

func TestPartialNeverPasses(t *testing.T) {
	out := text(t, reporter.Options{}, reportertest.Partial())
	if !strings.HasPrefix(out, "INCOMPLETE  ") || !strings.Contains(out, "note: interrupted") {
		t.Errorf("half an audit looks whole:\n%s", out)
	}
}

func TestSeveralEndWithAnOverview(t *testing.T) {
	out := text(t, reporter.Options{}, several()...)
	if !strings.HasSuffix(out, "\n4 targets judged: 2 fail, 1 warn, 1 pass\n") {
		t.Errorf("no overview:\n%s", out)
	}
	if out := text(t, reporter.Options{}); out != "no target was judged\n" {
		t.Errorf("of no report: %q", out)
	}
}
