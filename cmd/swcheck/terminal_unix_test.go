//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/creack/pty"
)

// A shell is a swcheck that runs on a terminal of its own.
type shell struct {
	cmd  *exec.Cmd
	keys *os.File

	mu      sync.Mutex
	changed *sync.Cond
	screen  screen
	written bytes.Buffer
	ended   bool
}

// onTerminal starts swcheck in a folder, on a terminal of the size.
func onTerminal(t *testing.T, columns, lines int, folder string, env []string, args ...string) *shell {
	t.Helper()
	s := &shell{cmd: exec.Command("swcheck", args...), screen: newScreen(columns, lines)}
	s.changed = sync.NewCond(&s.mu)
	s.cmd.Dir = folder
	s.cmd.Env = append(append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "CI=", "XDG_CACHE_HOME="+t.TempDir()), env...)
	var err error
	if s.keys, err = pty.StartWithSize(s.cmd, &pty.Winsize{Cols: uint16(columns), Rows: uint16(lines)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); s.keys.Close() })
	go s.watch()
	return s
}

// watch plays what is written on the screen until the terminal is closed, which
// Linux tells as an error of the device.
func (s *shell) watch() {
	for buffer := make([]byte, 4096); ; {
		n, err := s.keys.Read(buffer)
		s.mu.Lock()
		s.written.Write(buffer[:n])
		s.screen.Emulator.Write(buffer[:n]) // the terminal's driver has returned the carriage already
		s.ended = err != nil
		s.changed.Broadcast()
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// await waits until the screen is as wanted.
func (s *shell) await(t *testing.T, what string, is func(shown string) bool) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !is(s.screen.text()) {
		if s.ended {
			t.Fatalf("the screen never showed %s:\n%s", what, s.screen.text())
		}
		s.changed.Wait()
	}
}

// wait waits for the end and returns the exit code.
func (s *shell) wait(t *testing.T) int {
	t.Helper()
	s.mu.Lock()
	for !s.ended {
		s.changed.Wait()
	}
	s.mu.Unlock()
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return s.cmd.ProcessState.ExitCode()
}

// neverUp is a configuration of a site that is started, says so, and never
// answers, so that there is something to wait for without a browser.
func neverUp(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	config := "target: http://127.0.0.1:1/\nserve:\n  command: echo begun; sleep 60\n"
	if err := os.WriteFile(filepath.Join(folder, "swcheck.yaml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestCtrlCOnATerminal: the progress is drawn, the key is understood, and what is
// left on the screen is text alone.
func TestCtrlCOnATerminal(t *testing.T) {
	t.Parallel()
	s := onTerminal(t, 80, 24, neverUp(t), nil, "audit", "-v")
	// Not before: a program that is just being started is in our process group
	// until it has one of its own, and what the key means for it counts for us.
	s.await(t, "the progress below what the site says", func(shown string) bool {
		_, progress, begun := strings.Cut(shown, "serve: begun")
		return begun && strings.Contains(progress, "starts echo begun")
	})
	if _, err := s.keys.Write([]byte{0x03}); err != nil {
		t.Fatal(err)
	}
	if code := s.wait(t); code != exitInterrupted {
		t.Errorf("exit code %d, not %d", code, exitInterrupted)
	}
	left := s.screen.text()
	if !strings.Contains(left, "swcheck: interrupted") || strings.Contains(left, "starts echo begun") {
		t.Errorf("left on the screen:\n%s", left)
	}
	if s.screen.CursorHidden() || s.screen.IsAltScreen() {
		t.Error("the terminal is not as it was")
	}
}

// TestTerminalsThatObeyNoCodes get plain lines, and so do logs of CI servers that
// give their jobs a terminal.
func TestTerminalsThatObeyNoCodes(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{"dumb": {"TERM=dumb"}, "ci": {"CI=true"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTerminal(t, 40, 24, t.TempDir(), env, "audit", "http://127.0.0.1:1/", "--browser", "/no/browser")
			if code := s.wait(t); code != exitNotJudged {
				t.Errorf("exit code %d, not %d", code, exitNotJudged)
			}
			if written := s.written.String(); strings.Contains(written, "\x1b") || !strings.Contains(written, "hint: ") {
				t.Errorf("written: %q", written)
			}
		})
	}
}
