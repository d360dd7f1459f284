package harness

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// What swcheck installed is found after all that the system has.
func TestInstalledBrowsersComeLast(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	before := candidates()
	shell := filepath.Join(cache, "swcheck", "browsers", "156.0.8078.79", "chrome-headless-shell-linux64", "chrome-headless-shell")
	chrome := filepath.Join(cache, "swcheck", "browsers", "155.0.8000.1", "chrome-linux64", "chrome")
	for _, program := range []string{shell, chrome} {
		if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(program, nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if want := append(before, shell, chrome); !slices.Equal(candidates(), want) {
		t.Errorf("looked for are %q, not %q", candidates(), want)
	}
	if headed := slices.DeleteFunc(candidates(), isShell); slices.Contains(headed, shell) || !slices.Contains(headed, chrome) {
		t.Errorf("looked for to show windows are %q", headed)
	}
	if path, err := firstOf([]string{"no-such-browser", shell}); err != nil || path != shell {
		t.Errorf("found is %q, %v", path, err)
	}
}
