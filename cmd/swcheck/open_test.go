package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
)

// opened writes a report of scenarios with --open, and returns what was opened
// and what was said.
func opened(t *testing.T, env map[string]string, fails error, formats ...string) (paths []string, said string) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	flags := outputFlags{formats: formats, open: true, quiet: true}
	outputs, err := flags.outputsIn(reporter.ForScenarios())
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	w := &world{out: &stdout, err: &stderr, env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
	w.open = func(path string) error {
		if content, err := os.ReadFile(path); err != nil || !bytes.Contains(content, []byte("<!doctype html>")) {
			t.Errorf("what is opened is no report: %v", err)
		}
		paths = append(paths, path)
		return fails
	}
	if code := w.writeScenarios(outputs, finding.ScenarioReport{}, &flags, false); code != exitOK {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
	return paths, stderr.String()
}

var withDisplay = map[string]string{"DISPLAY": ":0"}

func TestOpenTakesTheFileThatIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.html")
	paths, said := opened(t, withDisplay, nil, "html="+file)
	if len(paths) != 1 || paths[0] != file || said != "opened "+file+"\n" {
		t.Errorf("opened %q and said %q", paths, said)
	}
}

func TestOpenWritesAFileWhereNoneIsNamed(t *testing.T) {
	paths, said := opened(t, withDisplay, nil)
	if len(paths) != 1 || filepath.Dir(paths[0]) != filepath.Clean(os.TempDir()) || !strings.Contains(said, paths[0]) {
		t.Fatalf("opened %q and said %q", paths, said)
	}
	info, err := os.Stat(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
}

// TestOpenIsNoFailure: the report is there, and the exit code is for what it says.
func TestOpenIsNoFailure(t *testing.T) {
	if paths, said := opened(t, withDisplay, errors.New("no such program")); len(paths) != 1 || !strings.HasSuffix(said, " could not be opened: no such program\nhint: open it by hand\n") || !strings.HasPrefix(said, "swcheck: ") {
		t.Errorf("opened %q and said %q", paths, said)
	}
	for why, env := range map[string]map[string]string{
		"this is a job of a CI server": {"CI": "true", "DISPLAY": ":0"},
		"there is no display here":     {},
	} {
		if why == "there is no display here" && (runtime.GOOS == "windows" || runtime.GOOS == "darwin") {
			continue
		}
		if paths, said := opened(t, env, nil); len(paths) != 0 || !strings.HasSuffix(said, ".html is not opened: "+why+"\n") {
			t.Errorf("opened %q and said %q", paths, said)
		}
	}
}

func TestOpenNeedsAReportInHTMLAndAFile(t *testing.T) {
	for _, c := range []struct {
		formats []string
		known   []reporter.Format
		want    string
	}{
		{[]string{"html"}, reporter.ForScenarios(), "--open cannot open what goes to stdout"},
		{nil, []reporter.Format{{Name: "text"}}, `the format html is for audits, scenarios and what report diff finds only`},
	} {
		flags := outputFlags{formats: c.formats, open: true}
		if _, err := flags.outputsIn(c.known); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v", c.formats, err)
		}
	}
}

// TestOpenTakesTheFileOfTwo: one report goes to stdout, the other to a file.
func TestOpenTakesTheFileOfTwo(t *testing.T) {
	flags := outputFlags{formats: []string{"html", "html=report.html"}, open: true}
	outputs, err := flags.outputsIn(reporter.All())
	if err != nil || len(outputs) != 2 || outputs[0].opens || !outputs[1].opens {
		t.Errorf("%+v, %v", outputs, err)
	}
}

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/home/me/C#/50%/a report?.html": "file:///home/me/C%23/50%25/a%20report%3F.html",
		"C:/Users/me/report.html":        "file:///C:/Users/me/report.html",
	} {
		if got := fileURL(path); got != want {
			t.Errorf("%s is opened as %s", path, got)
		}
	}
}
