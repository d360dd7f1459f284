package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
)

// TestMayWriteChangesNothing: neither where there is a file, nor where there is
// none.
func TestMayWriteChangesNothing(t *testing.T) {
	folder := t.TempDir()
	old := filepath.Join(folder, "old.json")
	if err := os.WriteFile(old, []byte("an old report"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{old, filepath.Join(folder, "new.json"), os.DevNull} {
		if err := mayWrite(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{folder, filepath.Join(folder, "no", "a.json"), filepath.Join(old, "a.json")} {
		if err := mayWrite(path); err == nil {
			t.Errorf("%s may be written", path)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("in the folder: %v, %v", files, err)
	}
	if content, err := os.ReadFile(old); err != nil || string(content) != "an old report" {
		t.Errorf("the old report: %q, %v", content, err)
	}
}

// TestUnwritableOutputsAreRefusedFirst: by every command that writes some,
// before it reads its input or looks for a browser.
func TestUnwritableOutputsAreRefusedFirst(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, call := range []string{
		"audit http://127.0.0.1:1/ --format html=no/a.html",
		"audit http://127.0.0.1:1/ --format json=.",
		"audit http://127.0.0.1:1/ --output no/a.txt",
		"audit http://127.0.0.1:1/ --save-observations no/a.json",
		"audit http://127.0.0.1:1/ --write-baseline no/a.yaml",
		"demo --format html=no/a.html",
		"judge missing.json --format html=no/a.html",
		"judge missing.json --write-baseline no/a.yaml",
		"report diff missing.json missing.json --format html=no/a.html",
	} {
		var out, told strings.Builder
		env := func(name string) (string, bool) { return "/no/browser", name == "SWCHECK_BROWSER" }
		code := run(t.Context(), strings.Fields(call), strings.NewReader(""), &out, &told, env)
		said := told.String()
		if code != exitUsage || !strings.Contains(said, " could not be written to ") || !strings.Contains(said, "\nhint: name a file") {
			t.Errorf("swcheck %s ends with %d and says:\n%s", call, code, said)
		}
	}
}

// TestTheVerdictOutlivesItsReport: where nothing else tells it.
func TestTheVerdictOutlivesItsReport(t *testing.T) {
	text, _ := reporter.Find("text")
	lost := filepath.Join(t.TempDir(), "no", "a.txt")
	audit := finding.Report{Target: "http://127.0.0.1:1/", Verdict: finding.VerdictFail, Partial: true, Counts: finding.Counts{Pass: 3, Fail: 2, Inconclusive: 1}}
	const verdict = "FAIL  http://127.0.0.1:1/  3 passed, 2 failed, 1 inconclusive (partial)\n"
	for name, c := range map[string]struct {
		outputs []output
		stdout  io.Writer
		told    bool
	}{
		"quiet":       {[]output{{format: text, path: lost}}, io.Discard, true},
		"on stdout":   {[]output{{format: text, path: lost}, {format: text}}, io.Discard, false},
		"stdout full": {[]output{{format: text}}, full{}, true},
	} {
		var told strings.Builder
		w := &world{out: c.stdout, err: &told, env: noEnvironment}
		if code := w.writeReports(c.outputs, []finding.Report{audit}, &outputFlags{}); code != exitUsage {
			t.Errorf("%s: exit code %d", name, code)
		}
		if strings.HasSuffix(told.String(), verdict) != c.told {
			t.Errorf("%s: it says:\n%s", name, told.String())
		}
	}
	var told strings.Builder
	w := &world{out: &told, err: &told, env: noEnvironment}
	scenarios := finding.ScenarioReport{Target: "http://127.0.0.1:1/", Verdict: finding.VerdictPass, Counts: finding.ScenarioCounts{Pass: 4}}
	w.writeScenarios([]output{{format: text, path: lost}}, scenarios, &outputFlags{}, false)
	if want := "PASS  http://127.0.0.1:1/  4 passed, 0 failed, 0 flaky, 0 inconclusive, 0 skipped\n"; !strings.HasSuffix(told.String(), want) {
		t.Errorf("of scenarios it says:\n%s", told.String())
	}
}

// TestQuietWithOpenSaysNothing: the report is in the browser.
func TestQuietWithOpenSaysNothing(t *testing.T) {
	for quiet, want := range map[bool]int{true: 1, false: 2} {
		outputs, err := (&outputFlags{open: true, quiet: quiet}).outputsIn(reporter.All())
		if err != nil || len(outputs) != want {
			t.Errorf("quiet %v: %v, %v", quiet, outputs, err)
		}
	}
}

// TestFoldersThatAreNotOurs cannot be told on systems that have no such right,
// nor by root, who has every right.
func TestFoldersThatAreNotOurs(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("every folder may be written to")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	if err := mayWrite(filepath.Join(folder, "a.json")); err == nil {
		t.Error("it may be written")
	}
}

// A full is a stream that takes nothing more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }
