//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// These tests break into an audit whose site starts a child and never answers.

func TestCtrlCStopsTheSite(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]os.Signal{"Ctrl-C": os.Interrupt, "terminal closed": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startServing(t, "wait")
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			s.endsInterrupted(t)
		})
	}
}

// TestSecondCtrlCEndsTheSite has a site that does not end when it is asked to.
func TestSecondCtrlCEndsTheSite(t *testing.T) {
	t.Parallel()
	never := fifo(t)
	s := startServing(t, "trap 'echo asked' TERM; while :; do cat "+never+" > /dev/null; done")
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	s.prints(t, "serve: asked")
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	s.endsInterrupted(t)
	if err := processesEnd(filepath.Dir(never)); err != nil {
		t.Error(err)
	}
}

func fifo(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "never")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTellsThatTheSiteDied has a site end when its second page is asked for:
// what is reported then is no verdict on it.
func TestTellsThatTheSiteDied(t *testing.T) {
	t.Parallel()
	gate, port := fifo(t), freePort(t)
	site := &url.URL{Scheme: "http", Host: "127.0.0.1:" + port}
	pass := httputil.NewSingleHostReverseProxy(site)
	pass.ErrorLog = log.New(io.Discard, "", 0)
	var once sync.Once
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/schedule" {
			once.Do(func() { _ = os.WriteFile(gate, []byte("asked\n"), 0) })
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	t.Cleanup(front.CloseClientConnections)

	config := filepath.Join(t.TempDir(), "site.yaml")
	command := fmt.Sprintf("swcheck testsite no-worker --port %s & read _ < %s; kill $!; echo out of memory; exit 9", port, gate)
	content := fmt.Sprintf("target: %s/\nprofile: quick\nmaxPages: 2\nserve: {command: %q, ready: %q}\n", front.URL, command, site)
	if err := os.WriteFile(config, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("swcheck", "audit", "--config", config, "--quiet").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitNotJudged {
		t.Errorf("it ended with %v, not with %d", err, exitNotJudged)
	}
	for _, want := range []string{"ended (exit status 9)", "its last output:", "out of memory", "\nhint: "} {
		if !strings.Contains(string(said), want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

// TestEndsWithTheSite has a site end when its first page is asked for, while
// somebody else takes requests at its address and answers none of them: nothing
// is waited for then, and nothing is reported.
func TestEndsWithTheSite(t *testing.T) {
	t.Parallel()
	gate := fifo(t)
	var once sync.Once
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		once.Do(func() { _ = os.WriteFile(gate, []byte("asked\n"), 0) })
		<-r.Context().Done()
	}))
	t.Cleanup(other.Close)
	t.Cleanup(other.CloseClientConnections)

	port := freePort(t)
	command := fmt.Sprintf("swcheck testsite no-worker --port %s & read _ < %s; echo the port is taken; exit 9", port, gate)
	config := filepath.Join(t.TempDir(), "site.yaml")
	content := fmt.Sprintf("target: %s/\nserve: {command: %q, ready: %q}\n", other.URL, command, "http://127.0.0.1:"+port+"/")
	if err := os.WriteFile(config, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	said, err := exec.Command("swcheck", "audit", "--config", config, "--quiet").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitNotJudged {
		t.Errorf("it ended with %v, not with %d", err, exitNotJudged)
	}
	if took := time.Since(begun); took > 15*time.Second {
		t.Errorf("it took %s", took)
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	if !strings.HasPrefix(lines[0], "swcheck: serve: the command ") || !strings.Contains(string(said), "\n  the port is taken\n") {
		t.Errorf("it says:\n%s", said)
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// A serving is an audit that waits for the site that it has started.
type serving struct {
	cmd     *exec.Cmd
	output  io.Closer // of stderr
	errors  *bufio.Scanner
	address string // of the site's child
}

// startServing starts an audit of a site that starts a test site as its child
// and then does what is given. It returns when the child serves.
func startServing(t *testing.T, then string) *serving {
	t.Helper()
	s := &serving{cmd: exec.Command("swcheck", "audit", "-v", "--browser", "/nowhere")}
	s.cmd.Dir = t.TempDir()
	config := "target: http://127.0.0.1:1/\nserve:\n  command: |\n    swcheck testsite precache &\n    " + then + "\n"
	if err := os.WriteFile(filepath.Join(s.cmd.Dir, "swcheck.yaml"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	output, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.output, s.errors = output, bufio.NewScanner(output)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	s.address = strings.TrimSuffix(strings.TrimPrefix(s.prints(t, "serve: http://"), "serve: http://"), "/")
	return s
}

// prints reads on until a line that begins so.
func (s *serving) prints(t *testing.T, beginning string) string {
	t.Helper()
	for s.errors.Scan() {
		if strings.HasPrefix(s.errors.Text(), beginning) {
			return s.errors.Text()
		}
	}
	t.Fatalf("it did not print %q: %v", beginning, s.errors.Err())
	return ""
}

func (s *serving) endsInterrupted(t *testing.T) {
	t.Helper()
	for s.errors.Scan() {
		if strings.HasPrefix(s.errors.Text(), "hint: ") {
			t.Errorf("it says more than that it was interrupted: %s", s.errors.Text())
		}
	}
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if code := s.cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d, not %d", code, exitInterrupted)
	}
	if connection, err := net.Dial("tcp", s.address); err == nil {
		connection.Close()
		t.Errorf("the child at %s was left behind", s.address)
	}
}
