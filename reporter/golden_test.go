package reporter_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// A look is one way in which each report is written to a golden file.
type look struct {
	suffix, format string
	options        reporter.Options
}

var looks = []look{
	{"40.txt", "text", reporter.Options{Width: 40}},
	{"80.txt", "text", reporter.Options{Width: 80}},
	{"120.colour.txt", "text", reporter.Options{Width: 120, Color: true}},
	{"piped.txt", "text", reporter.Options{}},
	{"verbose.txt", "text", reporter.Options{Width: 80, Verbose: true}},
	{"json", "json", reporter.Options{}},
	{"xml", "junit", reporter.Options{}},
	{"github.txt", "github", reporter.Options{}},
	{"md", "markdown", reporter.Options{}},
	{"html", "html", reporter.Options{}},
	{"sarif", "sarif", reporter.Options{}},
}

// write writes the reports in the format, and fails the test if it cannot.
func write(t *testing.T, format string, options reporter.Options, reports ...finding.Report) string {
	t.Helper()
	f, ok := reporter.Find(format)
	if !ok {
		t.Fatalf("no format %s among %q", format, reporter.Names())
	}
	var out bytes.Buffer
	if err := f.Write(&out, reports, options); err != nil {
		t.Fatalf("write %s: %v", format, err)
	}
	return out.String()
}

// several is what the golden files of a call with several targets hold.
func several() []finding.Report {
	return []finding.Report{reportertest.Sound(), reportertest.NoWorker(), reportertest.PassThrough(), reportertest.Findings()}
}

func TestGolden(t *testing.T) {
	written := map[string]bool{}
	compare := func(t *testing.T, name string, look look, reports ...finding.Report) {
		t.Helper()
		file := filepath.Join("testdata", name+"."+look.suffix)
		written[file] = true
		got := write(t, look.format, look.options, reports...)
		if look.format == "html" {
			got = assets.ReplaceAllString(got, "$1$3…$2$4")
		}
		compareWithGolden(t, file, got)
	}
	for _, look := range looks {
		for name, report := range reportertest.All() {
			t.Run(name+"."+look.suffix, func(t *testing.T) { compare(t, name, look, report) })
		}
		t.Run("several."+look.suffix, func(t *testing.T) { compare(t, "several", look, several()...) })
	}
	for _, look := range scenarioLooks {
		for name, report := range reportertest.AllScenarios() {
			t.Run(name+"."+look.suffix, func(t *testing.T) {
				file := filepath.Join("testdata", name+"."+look.suffix)
				written[file] = true
				compareWithGolden(t, file, writeScenarios(t, look.format, look.options, report))
			})
		}
	}
	for _, look := range diffLooks {
		for name, diff := range reportertest.AllDiffs() {
			t.Run(name+"."+look.suffix, func(t *testing.T) {
				file := filepath.Join("testdata", name+"."+look.suffix)
				written[file] = true
				compareWithGolden(t, file, writeDiff(t, look.format, look.options, diff))
			})
		}
	}
	t.Run("no golden file is left over", func(t *testing.T) {
		files, err := filepath.Glob("testdata/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !written[file] {
				t.Errorf("%s belongs to no report", file)
			}
		}
	})
}

// assets are what each page brings along and has a file of its own.
var assets = regexp.MustCompile(`(?s)(<style>).*?(</style>)|(<script>).*?(</script>)|sha256-(?:[A-Za-z0-9/=]|&#43;)*`)

func compareWithGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./reporter -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); go test ./reporter -update accepts it:\n%s", file, diff)
	}
}
