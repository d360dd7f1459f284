package reporter_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// A command is one that GitHub's runner finds in a line of a job's log.
type command struct{ level, title, message string }

var (
	current = regexp.MustCompile(`^\s*::([\w-]+)(?: (.*?))?::(.*)$`)
	former  = regexp.MustCompile(`##\[([\w-]+)[^\]]*\]`)
)

// obeyed returns the commands that the runner obeys, in the way in which it
// reads lines.
//
// Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
func obeyed(t *testing.T, log string) []command {
	t.Helper()
	var all []command
	for line := range strings.Lines(log) {
		if match := current.FindStringSubmatch(strings.TrimSuffix(line, "\n")); match != nil {
			c := command{level: match[1], message: unescaped(match[3], "%0D\r %0A\n")}
			for property := range strings.SplitSeq(match[2], ",") {
				name, value, _ := strings.Cut(property, "=")
				if name != "title" {
					t.Errorf("a property %q in %s", name, line)
				}
				c.title = unescaped(value, "%0D\r %0A\n %3A: %2C,")
			}
			all = append(all, c)
		} else if former.MatchString(line) {
			all = append(all, command{level: former.FindString(line)})
		}
	}
	return all
}

func unescaped(s, pairs string) string {
	for pair := range strings.SplitSeq(pairs, " ") {
		s = strings.ReplaceAll(s, pair[:3], pair[3:])
	}
	return strings.ReplaceAll(s, "%25", "%")
}

func TestGitHubObeysOneCommandForEachFinding(t *testing.T) {
	levels := map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Information: "notice"}
	for name, report := range reportertest.All() {
		t.Run(name, func(t *testing.T) {
			found := obeyed(t, write(t, "github", reporter.Options{}, report))
			if report.Partial {
				last := found[len(found)-1]
				if last.level != "warning" || !strings.Contains(last.message, report.Notes[0]) {
					t.Errorf("partial is told as %+v", last)
				}
				found = found[:len(found)-1]
			}
			failed := report.Failures()
			if len(found) != len(failed) {
				t.Fatalf("%d findings became %d commands: %+v", len(failed), len(found), found)
			}
			for i, res := range failed {
				c := found[i]
				if c.level != levels[res.Severity] || c.title != res.Title+" ("+res.Rule+")" {
					t.Errorf("%s of severity %s became %+v", res.Rule, res.Severity, c)
				}
				if name != "hostile" && !strings.HasPrefix(c.message, res.Message+"\n") {
					t.Errorf("%q became %q", res.Message, c.message)
				}
			}
		})
	}
}

func TestGitHubKeepsWhatItEscapes(t *testing.T) {
	report := reportertest.NoWorker()
	report.Results[1].Title, report.Results[1].Message = "100% of it: a, b", "%0A 100%25: a, b"
	c := obeyed(t, write(t, "github", reporter.Options{}, report))[0]
	if c.title != "100% of it: a, b (registration/no-worker)" || !strings.HasPrefix(c.message, "%0A 100%25: a, b\n") {
		t.Errorf("got %+v", c)
	}
}

// Lines that people read in a job's log are wrapped, so any word of a site may
// come to stand at the begin of one.
func TestNoTextOfASiteIsACommand(t *testing.T) {
	hostile := reportertest.Hostile()
	for width := 20; width <= 120; width++ {
		for _, verbose := range []bool{false, true} {
			out := write(t, "text", reporter.Options{Width: width, Verbose: verbose}, hostile)
			if found := obeyed(t, out); found != nil {
				t.Fatalf("%d columns: %+v", width, found)
			}
		}
	}
	for _, line := range []string{"::error::x", " \t::add-mask::x", "a ##[error]x", "##vso[task.complete]", "##teamcity[x]", "::::error::x"} {
		if inert := reporter.Inert(line); obeyed(t, inert) != nil || strings.Contains(inert, "##") {
			t.Errorf("%q became %q", line, inert)
		}
	}
	for _, line := range []string{"", "std::vector", "# a", "http://[::1]:8000/"} {
		if inert := reporter.Inert(line); inert != line {
			t.Errorf("%q became %q", line, inert)
		}
	}
}

func TestMarkdownShowsTextAsText(t *testing.T) {
	report := reportertest.Sound()
	note := "a*b*_c_`d`[e](f)<g>&h|i$j$k@l ~m~ #n !o \\p"
	report.Notes = []string{note}
	out := write(t, "markdown", reporter.Options{}, report)
	for _, r := range "*_`[]|$~#!" {
		if found := regexp.MustCompile(`> .*[^\\]` + regexp.QuoteMeta(string(r))).FindString(out); found != "" {
			t.Errorf("%c stands in %s", r, found)
		}
	}
	if strings.Contains(out, "<g>") || strings.Contains(out, "@l") {
		t.Errorf("it says\n%s", out)
	}
}

func TestMarkdownKeepsCodeInItsFence(t *testing.T) {
	for _, nasty := range []string{"/`", "/``` x `", "`a`", "/|a"} {
		report := reportertest.Sound()
		report.Pages = report.Pages[:1]
		report.Pages[0].URL = report.Target + nasty[1:]
		row := ""
		for line := range strings.Lines(write(t, "markdown", reporter.Options{}, report)) {
			if strings.HasPrefix(line, "| `") {
				row = line
			}
		}
		fence := regexp.MustCompile("^\\| (`+)").FindStringSubmatch(row)
		if fence == nil || strings.Count(row, fence[1]) != 2 || strings.Count(row, "|")-strings.Count(row, `\|`) != 5 {
			t.Errorf("%q is shown as %s", nasty, row)
		}
	}
}
