package reporter_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

func TestFormatsAreFoundByName(t *testing.T) {
	for _, name := range []string{"text", "json", "junit", "github", "markdown", "sarif"} {
		if f, ok := reporter.Find(name); !ok || f.Name != name {
			t.Errorf("Find(%q) = %q, %v", name, f.Name, ok)
		}
	}
	if _, ok := reporter.Find("papyrus"); ok {
		t.Error("a format that does not exist was found")
	}
	var names []string
	for _, f := range reporter.All() {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff(reporter.Names(), names); diff != "" {
		t.Errorf("All is not in the order of Names:\n%s", diff)
	}
}

func TestRegisterRefusesMistakes(t *testing.T) {
	nothing := func(io.Writer, []finding.Report, reporter.Options) error { return nil }
	for name, f := range map[string]reporter.Format{
		"no name":        {Description: "d", Write: nothing},
		"no description": {Name: "n", Write: nothing},
		"no writer":      {Name: "n", Description: "d"},
		"twice":          {Name: "text", Description: "d", Write: nothing},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("Register did not panic")
				}
			}()
			reporter.Register(f)
		})
	}
}

// TestFormatsLeaveTheReportAlone matters because several formats write the
// same report in one run.
func TestFormatsLeaveTheReportAlone(t *testing.T) {
	for _, f := range reporter.All() {
		for name, report := range reportertest.All() {
			t.Run(f.Name+" "+name, func(t *testing.T) {
				if err := f.Write(io.Discard, []finding.Report{report}, reporter.Options{Verbose: true}); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(reportertest.All()[name], report); diff != "" {
					t.Errorf("the report was changed:\n%s", diff)
				}
			})
		}
	}
}

type brokenWriter struct{}

var errDiskFull = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errDiskFull }

func TestFormatsReturnTheWritersError(t *testing.T) {
	for _, f := range reporter.All() {
		err := f.Write(brokenWriter{}, []finding.Report{reportertest.Sound()}, reporter.Options{})
		if !errors.Is(err, errDiskFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errDiskFull)
		}
	}
}

func TestFormatsForMachinesIgnoreTheTerminal(t *testing.T) {
	for _, name := range []string{"json", "junit", "github", "markdown", "sarif"} {
		plain := write(t, name, reporter.Options{}, reportertest.Hostile())
		dressed := write(t, name, reporter.Options{Color: true, Width: 40, Verbose: true}, reportertest.Hostile())
		if plain != dressed {
			t.Errorf("%s depends on the terminal", name)
		}
	}
}

func TestEveryFormatEndsWithANewline(t *testing.T) {
	for _, f := range reporter.All() {
		for _, reports := range [][]finding.Report{nil, {reportertest.Sound()}, several()} {
			if out := write(t, f.Name, reporter.Options{}, reports...); !strings.HasSuffix(out, "\n") || strings.HasSuffix(out, "\n\n") {
				t.Errorf("%s of %d reports ends with %q", f.Name, len(reports), out[max(0, len(out)-10):])
			}
		}
	}
}
