package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/testsite"
)

// These tests break into an audit at a known moment: while a page that was
// found by a link is being asked for.

func TestCtrlCReportsWhatIsKnown(t *testing.T) {
	t.Parallel()
	audit := startAudit(t)
	audit.awaitSecondPage(t)
	if err := audit.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := audit.wait(t); code != exitInterrupted {
		t.Errorf("exit code %d, not %d", code, exitInterrupted)
	}
	if !strings.Contains(audit.stdout.String(), "partial") || !strings.Contains(audit.stdout.String(), audit.site) {
		t.Errorf("no partial report:\n%s", audit.stdout.String())
	}
	if !strings.Contains(audit.stderr.String(), "swcheck: interrupted\n") {
		t.Errorf("stderr does not say that it was interrupted:\n%s", audit.stderr.String())
	}
	audit.nothingLeft(t)
}

func TestKilledBrowserCannotBeJudged(t *testing.T) {
	t.Parallel()
	audit := startAudit(t)
	audit.awaitSecondPage(t)
	killed := 0
	for _, pid := range processesOf(audit.temp) {
		if process, err := os.FindProcess(pid); err == nil && process.Kill() == nil {
			killed++
		}
	}
	if killed == 0 {
		t.Fatal("no browser process was found")
	}
	if code := audit.wait(t); code != exitNotJudged {
		t.Errorf("exit code %d, not %d", code, exitNotJudged)
	}
	for _, want := range []string{"gone", "\nhint: "} {
		if !strings.Contains(audit.stderr.String(), want) {
			t.Errorf("stderr lacks %q:\n%s", want, audit.stderr.String())
		}
	}
	audit.nothingLeft(t)
}

// A running is a swcheck audit as a process of its own.
type running struct {
	cmd            *exec.Cmd
	site, temp     string
	stdout, stderr bytes.Buffer
	second         chan struct{} // closed when the second page is asked for
	ended          chan error
}

func startAudit(t *testing.T) *running {
	t.Helper()
	site, err := testsite.Start("cumulative")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.Close)
	r := &running{temp: t.TempDir(), second: make(chan struct{}), ended: make(chan error, 1)}
	front := httptest.NewServer(holdingSecondPage(t, site.URL(), r.second))
	t.Cleanup(front.Close)
	t.Cleanup(front.CloseClientConnections)
	r.site = front.URL

	r.cmd = exec.Command("swcheck", "audit", front.URL, "--pages", "3", "--timeout", "60s")
	r.cmd.Env = append(os.Environ(), "TMPDIR="+r.temp, "XDG_CACHE_HOME="+t.TempDir(), "NO_COLOR=", "CI=")
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { r.ended <- r.cmd.Wait() }()
	return r
}

// holdingSecondPage passes everything on to the site but one page that the
// start page links to: that one is never answered.
func holdingSecondPage(t *testing.T, site string, asked chan struct{}) http.Handler {
	target, err := url.Parse(site)
	if err != nil {
		t.Fatal(err)
	}
	target.Path = ""
	pass := httputil.NewSingleHostReverseProxy(target)
	var once sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/schedule" {
			pass.ServeHTTP(w, r)
			return
		}
		once.Do(func() { close(asked) })
		<-r.Context().Done()
	})
}

func (r *running) awaitSecondPage(t *testing.T) {
	t.Helper()
	select {
	case <-r.second:
	case err := <-r.ended:
		t.Fatalf("the audit ended before it asked for a second page: %v\n%s%s", err, &r.stdout, &r.stderr)
	}
}

// wait returns the exit code.
func (r *running) wait(t *testing.T) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	select {
	case err := <-r.ended:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return r.cmd.ProcessState.ExitCode()
	case <-ctx.Done():
		_ = r.cmd.Process.Kill()
		t.Fatalf("it did not end\n%s", &r.stderr)
		return -1
	}
}

func (r *running) nothingLeft(t *testing.T) {
	t.Helper()
	if err := processesEnd(r.temp); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(r.temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		t.Errorf("%s was left in the temporary folder", entry.Name())
	}
}

func TestCtrlCEndsACommandThatReadsStdin(t *testing.T) {
	ctx, interrupt := context.WithCancelCause(context.Background())
	never, cmd := make(chan struct{}), &cobra.Command{}
	t.Cleanup(func() { close(never) })
	cmd.SetContext(ctx)
	run := atOnceInterrupted(func([]string) error {
		interrupt(errInterrupted)
		<-never // as a read of a terminal does
		return nil
	})
	if err := run(cmd, nil); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
}
