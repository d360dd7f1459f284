//go:build unix

package serve_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/scenarios/serve"
)

func TestRunsACommandInItsFolder(t *testing.T) {
	folder := t.TempDir()
	var seen strings.Builder
	c := serve.Command{Name: "deploy.command", Line: "echo built; echo B > build", Folder: folder, Output: &seen}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "build")); err != nil || string(text) != "B\n" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestTellsWhyACommandFailed(t *testing.T) {
	for _, c := range []struct {
		name, line string
		timeout    time.Duration
		want       string
	}{
		{"fails", "echo no space left >&2; exit 2", 0, "deploy.command: \"echo no space left >&2; exit 2\" failed (exit status 2)\nits last output:\n  no space left"},
		{"too slow", "echo slow; sleep 60", 200 * time.Millisecond, "failed (not done after 200ms)\nits last output:\n  slow"},
		{"killed", "kill -9 $$", 0, "failed (signal: killed)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := serve.Command{Name: "deploy.command", Line: c.line, Timeout: c.timeout}.Run(t.Context())
			var failed *serve.FailedError
			if !errors.As(err, &failed) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestEndsACommandWithEverythingThatItStarted(t *testing.T) {
	child := free(t)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		await(t, child)
		cancel()
	}()
	err := serve.Command{Name: "deploy.command", Line: server(child) + " & wait"}.Run(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if answers(child) {
		t.Error("a child was left behind")
	}
}
