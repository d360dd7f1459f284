package reporter_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// TestPagesThatLackPartsAreNotOK: not in any format, and a page that is judged
// complete is, whatever it asked for in vain.
func TestPagesThatLackPartsAreNotOK(t *testing.T) {
	report := reportertest.Lacking()
	for name, c := range map[string]struct {
		out  string
		want []string
	}{
		"40 columns":  {text(t, reporter.Options{Width: 40}, report), []string{"/            ok      ok, lacks 1\n", "/about.html  ok      ok\n"}},
		"120 columns": {text(t, reporter.Options{Width: 120}, report), []string{"ok from pages-v1, lacks 2  network-first", "ok from pages-v1           network-first"}},
		"a pipe":      {text(t, reporter.Options{}, report), []string{"/menu.html   ok      ok, lacks 2  network-first"}},
		"markdown":    {write(t, "markdown", reporter.Options{}, report), []string{"| `/menu.html` | ok | ok, lacks 2 |", "| `/about.html` | ok | ok |"}},
		"html": {write(t, "html", reporter.Options{}, report), []string{
			"<td class=\"odd\">ok from pages-v1, lacks 1\n", "<td class=\"good\">ok from pages-v1\n",
			`<td class="odd">ok from pages-v1, lacks 1, first content after`, `<td class="good">ok from pages-v1, first content after`,
			`<td class="odd">the new build, lacks 1<`, `<td class="good">the new build<`,
			`<li class="good"><b>4 pages open offline</b>`, `<li class="odd"><b>2 of them lack parts</b><span class="pages">/, /<wbr>menu.html</span>`,
		}},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.out, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, c.out)
			}
		}
	}
}

func TestHowManyLackParts(t *testing.T) {
	first := regexp.MustCompile(`(?s)<ul class="words">(<li class="[a-z]+"><b>[^<]*</b>).*?(<li class="odd"><b>[^<]*</b>)`)
	for want, pages := range map[string]func(all []finding.Page) []finding.Page{
		`<li class="odd"><b>1 page opens offline</b><li class="odd"><b>it lacks parts</b>`:         func(all []finding.Page) []finding.Page { return all[:1] },
		`<li class="odd"><b>2 pages open offline</b><li class="odd"><b>all of them lack parts</b>`: func(all []finding.Page) []finding.Page { return all[:2] },
		`<li class="good"><b>3 pages open offline</b><li class="odd"><b>1 of them lacks parts</b>`: func(all []finding.Page) []finding.Page { return all[1:] },
		`<li class="good"><b>4 pages open offline</b><li class="odd"><b>2 of them lack parts</b>`:  func(all []finding.Page) []finding.Page { return all },
	} {
		report := reportertest.Lacking()
		report.Pages = pages(report.Pages)
		if got := first.FindStringSubmatch(write(t, "html", reporter.Options{}, report)); got == nil || got[1]+got[2] != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

// TestPagesThatLackPartsAreShownFirst: and those for which there is no room are
// counted as what they are.
func TestPagesThatLackPartsAreShownFirst(t *testing.T) {
	report := reportertest.Lacking()
	whole := report.Pages[3]
	for range 10 {
		report.Pages = append([]finding.Page{whole}, report.Pages...)
	}
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "/menu.html   ok      ok, lacks 2") || !strings.Contains(out, "… and 4 more; they open offline\n") {
		t.Errorf("a page that lacks something is left out:\n%s", out)
	}
	lacks := reportertest.Lacking().Pages[0]
	for range 10 {
		report.Pages = append(report.Pages, lacks)
	}
	if out := text(t, reporter.Options{}, report); !strings.Contains(out, "; they open offline, 2 without some of their parts\n") {
		t.Errorf("what is left out is not told as it is:\n%s", out)
	}
}
