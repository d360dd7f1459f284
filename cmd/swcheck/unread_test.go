//go:build unix

package main

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// These tests read the first lines of what swcheck prints and no more, as head
// does.

func TestUnreadAuditLeavesNothing(t *testing.T) {
	t.Parallel()
	read, write := pipe(t)
	r := &running{temp: t.TempDir(), ended: make(chan error, 1), cmd: exec.Command("swcheck", "demo", "--pages", "2")}
	r.cmd.Env = append(os.Environ(), "TMPDIR="+r.temp, "XDG_CACHE_HOME="+t.TempDir(), "NO_COLOR=", "CI=")
	r.cmd.Stdout, r.cmd.Stderr = write, write
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	go func() { r.ended <- r.cmd.Wait() }()
	for lines := bufio.NewScanner(read); !strings.HasPrefix(lines.Text(), "canary: "); {
		if !lines.Scan() {
			t.Fatal("it ended before there was a browser")
		}
	}
	read.Close()
	if code := r.wait(t); code != exitUnread {
		t.Errorf("exit code %d, not %d", code, exitUnread)
	}
	r.nothingLeft(t)
}

// TestUnreadSiteEnds has a site that goes on printing, once its address was
// read: yes writes over the ends of lines.
func TestUnreadSiteEnds(t *testing.T) {
	t.Parallel()
	gate := fifo(t)
	s := startServing(t, "read _ < "+gate+"; exec yes")
	if err := os.WriteFile(gate, []byte("read\n"), 0); err != nil {
		t.Fatal(err)
	}
	s.prints(t, "serve: y")
	s.output.Close()
	_ = s.cmd.Wait()
	if code := s.cmd.ProcessState.ExitCode(); code != exitUnread {
		t.Errorf("exit code %d, not %d", code, exitUnread)
	}
	if connection, err := net.Dial("tcp", s.address); err == nil {
		connection.Close()
		t.Errorf("the child at %s was left behind", s.address)
	}
}

func TestUnreadResultIsNoError(t *testing.T) {
	t.Parallel()
	report := filepath.Join("..", "..", "reporter", "testdata", "sound.json")
	for name, args := range map[string][]string{
		"result": {"rules"}, "completion": {"completion", "bash"},
		"device": {"report", "convert", report, "-q", "--format", "json=/dev/stdout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			read, write := pipe(t)
			read.Close()
			cmd := exec.Command("swcheck", args...)
			cmd.Stdout, cmd.Stderr = write, &stderr
			_ = cmd.Run()
			if code := cmd.ProcessState.ExitCode(); code != exitUnread || stderr.Len() > 0 {
				t.Errorf("exit code %d, not %d, and on stderr: %s", code, exitUnread, &stderr)
			}
		})
	}
}

func pipe(t *testing.T) (read, write *os.File) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { read.Close(); write.Close() })
	return read, write
}
