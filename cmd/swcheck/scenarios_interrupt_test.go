package main

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/testsite"
)

// TestCtrlCReportsScenarios breaks into a run while its second scenario waits
// for a page that is never answered.
func TestCtrlCReportsScenarios(t *testing.T) {
	t.Parallel()
	r := startScenarios(t)
	r.awaitSecondPage(t)
	if err := r.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := r.wait(t); code != exitInterrupted {
		t.Errorf("exit code %d, not %d", code, exitInterrupted)
	}
	for _, want := range []string{
		"✓ First  ", "? Second  ", "the run was called off: interrupted, in the step visit", "2 of 3 scenarios were not run to",
		"2 inconclusive, 1 passed of 3 scenarios",
	} {
		if !strings.Contains(r.stdout.String(), want) {
			t.Errorf("stdout lacks %q:\n%s", want, &r.stdout)
		}
	}
	if !strings.Contains(r.stderr.String(), "swcheck: interrupted\n") {
		t.Errorf("stderr does not say that it was interrupted:\n%s", &r.stderr)
	}
	r.nothingLeft(t)
}

func startScenarios(t *testing.T) *running {
	t.Helper()
	site, err := testsite.Start("no-worker")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.Close)
	r := &running{temp: t.TempDir(), second: make(chan struct{}), ended: make(chan error, 1)}
	front := httptest.NewServer(holdingSecondPage(t, site.URL(), r.second))
	t.Cleanup(front.Close)
	t.Cleanup(front.CloseClientConnections)

	file := filepath.Join(t.TempDir(), "three.yaml")
	text := "scenarios:\n- {name: First, steps: [{visit: /login}]}\n- {name: Second, steps: [{visit: /schedule}]}\n- {name: Third, steps: [{visit: /login}]}\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r.cmd = exec.Command("swcheck", "run", file, "--target", front.URL, "--parallel", "1")
	r.cmd.Env = append(os.Environ(), "TMPDIR="+r.temp, "XDG_CACHE_HOME="+t.TempDir(), "NO_COLOR=", "CI=")
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { r.ended <- r.cmd.Wait() }()
	return r
}
