package reporter_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

var diffLooks = []look{
	{"40.txt", "text", reporter.Options{Width: 40}},
	{"80.txt", "text", reporter.Options{Width: 80}},
	{"120.colour.txt", "text", reporter.Options{Width: 120, Color: true}},
	{"piped.txt", "text", reporter.Options{}},
	{"verbose.txt", "text", reporter.Options{Width: 80, Verbose: true}},
	{"json", "json", reporter.Options{}},
	{"md", "markdown", reporter.Options{}},
	{"html", "html", reporter.Options{}},
}

func writeDiff(t *testing.T, format string, options reporter.Options, diff finding.Diff) string {
	t.Helper()
	f, ok := reporter.Find(format)
	if !ok || f.WriteDiff == nil {
		t.Fatalf("no format %s among %q", format, reporter.NamesOf(reporter.ForDiffs()))
	}
	var out bytes.Buffer
	if err := f.WriteDiff(&out, diff, options); err != nil {
		t.Fatalf("write %s: %v", format, err)
	}
	return out.String()
}

func TestDiffFormatsLeaveTheDiffAlone(t *testing.T) {
	for _, f := range reporter.ForDiffs() {
		diff := reportertest.AllDiffs()["diff-hostile"]
		if err := f.WriteDiff(io.Discard, diff, reporter.Options{}); err != nil {
			t.Fatal(err)
		}
		if changed := cmp.Diff(reportertest.AllDiffs()["diff-hostile"], diff); changed != "" {
			t.Errorf("%s changed the diff:\n%s", f.Name, changed)
		}
		if err := f.WriteDiff(brokenWriter{}, diff, reporter.Options{}); !errors.Is(err, errDiskFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errDiskFull)
		}
	}
}

// TestDiffFormatsAreHarmless holds what sites wrote to characters that no
// terminal and no browser obeys, and to no markup.
func TestDiffFormatsAreHarmless(t *testing.T) {
	for _, look := range diffLooks {
		if look.options.Color {
			continue // colours are ours
		}
		out := writeDiff(t, look.format, look.options, reportertest.AllDiffs()["diff-hostile"])
		if at := strings.IndexFunc(out, isObeyed); at >= 0 {
			t.Errorf("%s writes %q", look.suffix, out[max(0, at-20):min(len(out), at+20)])
		}
		for line := range strings.Lines(out) {
			if look.format == "html" && strings.Contains(line, "<script") {
				t.Errorf("html writes markup of the site: %s", line)
			}
			if look.format == "text" && (strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[")) {
				t.Errorf("%s writes a command: %s", look.suffix, line)
			}
		}
	}
}

func TestDiffInMarkdownIsOnlyOurs(t *testing.T) {
	ours := strings.NewReplacer("<details><summary>", "", "</summary>", "", "</details>", "", `\[`, "", "\\`", "", "&lt;", "")
	for line := range strings.Lines(writeDiff(t, "markdown", reporter.Options{}, reportertest.AllDiffs()["diff-hostile"])) {
		line = withoutCode(ours.Replace(line))
		if strings.ContainsAny(line, "<[`") {
			t.Errorf("markup: %s", line)
		}
	}
}

// withoutCode is a line of Markdown without what stands between backticks.
func withoutCode(line string) string {
	var out strings.Builder
	for {
		begin := strings.IndexByte(line, '`')
		if begin < 0 {
			return out.String() + line
		}
		fence := line[begin : begin+len(line[begin:])-len(strings.TrimLeft(line[begin:], "`"))]
		code, rest, ended := strings.Cut(line[begin+len(fence):], fence)
		if !ended {
			return out.String() + fence + code
		}
		out.WriteString(line[:begin])
		line = rest
	}
}

func TestDiffFitsTheTerminal(t *testing.T) {
	for name, diff := range reportertest.AllDiffs() {
		for _, width := range []int{20, 40, 80, 200} {
			for line := range strings.Lines(writeDiff(t, "text", reporter.Options{Width: width}, diff)) {
				if columns := ansi.StringWidth(strings.TrimSuffix(line, "\n")); columns > width {
					t.Errorf("%s: %d columns of %d: %s", name, columns, width, line)
				}
			}
		}
	}
}

// TestDiffNeverCallsFixedWhatNobodyJudged: of the partial report nothing that
// is not judged may be told as mended, in any format.
func TestDiffNeverCallsFixedWhatNobodyJudged(t *testing.T) {
	diff := reportertest.AllDiffs()["diff-partial"]
	if diff.Counts.Unclear == 0 || diff.Counts.Fixed != 0 {
		t.Fatalf("the partial report has %+v", diff.Counts)
	}
	for format, heading := range map[string]string{"text": "FIXED", "markdown": "### Fixed", "html": "<h2>Fixed</h2>", "json": `"kind": "fixed"`} {
		out := writeDiff(t, format, reporter.Options{}, diff)
		if strings.Contains(out, heading) || !strings.Contains(out, "partial: what it does not name may be there still") {
			t.Errorf("%s:\n%s", format, out)
		}
	}
}

func TestDiffPageAsksForNothing(t *testing.T) {
	page := writeDiff(t, "html", reporter.Options{}, reportertest.AllDiffs()["diff"])
	if !strings.Contains(page, `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';`) {
		t.Error("the page has no policy")
	}
	for _, asking := range []string{"<link", "<img", "<script", "src=", "@import", "url("} {
		if strings.Contains(page, asking) {
			t.Errorf("the page has %s", asking)
		}
	}
}

const diffSchemaFile = "../docs/schema/diff.schema.json"

func TestDiffSchemaAcceptsEveryDiff(t *testing.T) {
	schema := compileSchemaOf(t, diffSchemaFile)
	for name, diff := range reportertest.AllDiffs() {
		if err := schema.Validate(decode(t, writeDiff(t, "json", reporter.Options{}, diff))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDiffSchemaRejectsBrokenDiffs(t *testing.T) {
	schema := compileSchemaOf(t, diffSchemaFile)
	good := writeDiff(t, "json", reporter.Options{}, reportertest.AllDiffs()["diff-known"])
	for name, broken := range map[string]struct{ old, new string }{
		"another version":        {`"diffVersion": 1`, `"diffVersion": 2`},
		"a key too many":         {`"profile":`, `"extra": 1, "profile":`},
		"an unknown kind":        {`"kind": "new"`, `"kind": "old"`},
		"an unknown verdict":     {`"verdict": "worse"`, `"verdict": "bad"`},
		"a time in another zone": {`Z"`, `+01:00"`},
		"no reason":              {`"reason":`, `"why":`},
		"an unknown severity":    {`"severity": "error"`, `"severity": "bad"`},
	} {
		changed := strings.Replace(good, broken.old, broken.new, 1)
		if changed == good {
			t.Errorf("%s: the diff has no %s to break", name, broken.old)
		} else if schema.Validate(decode(t, changed)) == nil {
			t.Errorf("%s: %s became %s and the schema accepts it", name, broken.old, broken.new)
		}
	}
}

func TestDiffSchemaKeepsStepWithTheTypes(t *testing.T) {
	keepsStep(t, diffSchemaFile, map[string]reflect.Type{
		"diff":   reflect.TypeFor[finding.Diff](),
		"target": reflect.TypeFor[finding.TargetDiff](),
		"side":   reflect.TypeFor[finding.DiffSide](),
		"change": reflect.TypeFor[finding.Change](),
		"counts": reflect.TypeFor[finding.ChangeCounts](),
		"known":  reflect.TypeFor[finding.Known](),
	})
	target := compileSchemaOf(t, diffSchemaFile).Ref.Properties["targets"].Items2020.Ref.Properties
	change := target["changes"].Items2020.Ref.Properties
	for constant, enum := range map[string][]any{"ChangeKind": change["kind"].Enum.Values, "DiffVerdict": target["verdict"].Enum.Values} {
		var got []string
		for _, value := range enum {
			got = append(got, fmt.Sprint(value))
		}
		slices.Sort(got)
		if diff := cmp.Diff(constants(t, "../finding/diff.go", constant), got); diff != "" {
			t.Errorf("words of %s (-Go +schema):\n%s", constant, diff)
		}
	}
}

func TestDiffInMarkdownFitsAComment(t *testing.T) {
	diff := reportertest.AllDiffs()["diff-hostile"]
	noted := slices.Clone(diff.Targets[:1])
	noted[0].Notes = slices.Repeat([]string{strings.Repeat("a long note ", 30)}, 2000)
	for left, targets := range map[string][]finding.TargetDiff{
		" more targets are not shown here": slices.Repeat(diff.Targets, 400),
		" more notes are not shown here":   noted,
	} {
		diff.Targets = targets
		text := writeDiff(t, "markdown", reporter.Options{}, diff)
		if len(text) > 65_536 || !strings.Contains(text, left) {
			t.Errorf("it has %d bytes, and says%s: %v", len(text), left, strings.Contains(text, left))
		}
	}
}
