package install_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/swcheck/swcheck/harness/install"
)

func TestInstall(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	var said []string
	o.Say = func(line string) { said = append(said, line) }
	var last, total int64
	o.Progress = func(done, all int64) { last, total = done, all }
	got, err := install.Install(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(o.Folder, testVersion, filepath.FromSlash(programEntry)); got.Path != want || got.Version != testVersion || got.Already {
		t.Errorf("it returned %+v, not the program %s", got, want)
	}
	if info, err := os.Stat(got.Path); err != nil || info.Mode()&0o111 == 0 {
		t.Errorf("the program cannot be run: %v %v", info, err)
	}
	if !slices.Equal(got.Verified, []string{"crc32c", "md5"}) {
		t.Errorf("it compared %q", got.Verified)
	}
	if size := int64(len(s.archive)); last != size || total != size {
		t.Errorf("progress ended at %d of %d, not at %d", last, total, size)
	}
	if len(said) != 2 || !strings.Contains(said[0], s.URL+"/archive.zip") || said[1] != "verified its crc32c and md5" {
		t.Errorf("it said %q", said)
	}
	holds(t, o.Folder, testVersion)
	if found := install.Programs(o.Folder); !slices.Equal(found, []string{got.Path}) {
		t.Errorf("found is %q", found)
	}

	again, err := install.Install(t.Context(), o)
	if err != nil || !again.Already || again.Path != got.Path || s.asked.Load() != 1 {
		t.Errorf("a second time: %+v, %v, %d downloads", again, err, s.asked.Load())
	}
}

func TestInstallNothingWhereABrowserIs(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	o.Find = func() (string, error) { return "/usr/bin/chromium", nil }
	got, err := install.Install(t.Context(), o)
	if err != nil || got.Path != "/usr/bin/chromium" || !got.Already || s.asked.Load() != 0 {
		t.Errorf("%+v, %v, %d downloads", got, err, s.asked.Load())
	}
	o.Force = true
	if got, err = install.Install(t.Context(), o); err != nil || got.Already || got.Version != testVersion {
		t.Errorf("with force: %+v, %v", got, err)
	}
}

func TestForceMendsABrokenBuild(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	first, err := install.Install(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(first.Path, []byte("half"), 0o755); err != nil {
		t.Fatal(err)
	}
	o.Force = true
	second, err := install.Install(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(second.Path)
	if err != nil || string(content) != program[1].content {
		t.Errorf("the program is %q, %v", content, err)
	}
	holds(t, o.Folder, testVersion)
}

func TestInstallMendsABuildWithoutItsProgram(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	first, err := install.Install(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(first.Path); err != nil {
		t.Fatal(err)
	}
	second, err := install.Install(t.Context(), o)
	if err != nil || second.Already || second.Path != first.Path {
		t.Errorf("%+v, %v", second, err)
	}
	holds(t, o.Folder, testVersion)
}

// A mirror without Google's header gives the SHA-256 in its index.
func TestInstallFromAMirror(t *testing.T) {
	s := newStore(t, program)
	s.header = nil
	s.index = stable(testVersion, map[string]any{"chrome-headless-shell": []any{
		map[string]string{"platform": "linux64", "url": s.URL + "/archive.zip", "sha256": strings.ToUpper(sha256Of(s.archive))},
	}})
	got, err := install.Install(t.Context(), s.options(t))
	if err != nil || !slices.Equal(got.Verified, []string{"sha256"}) {
		t.Errorf("%+v, %v", got, err)
	}
}

// The browser itself is taken where there is no headless shell.
func TestInstallChromeWithoutShell(t *testing.T) {
	s := newStore(t, []entry{{"chrome-linux64/chrome", "#!/bin/sh\n", 0o644}})
	s.index = stable(testVersion, map[string]any{"chrome": []any{map[string]string{"platform": "linux64", "url": s.URL + "/archive.zip"}}})
	got, err := install.Install(t.Context(), s.options(t))
	if err != nil || filepath.Base(got.Path) != "chrome" {
		t.Fatalf("%+v, %v", got, err)
	}
	if info, err := os.Stat(got.Path); err != nil || info.Mode()&0o111 == 0 {
		t.Errorf("the program cannot be run: %v %v", info, err)
	}
}

func TestInstallsSideBySide(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	const many = 8
	var wait sync.WaitGroup
	results, errs := make([]install.Result, many), make([]error, many)
	for i := range many {
		wait.Go(func() { results[i], errs[i] = install.Install(t.Context(), o) })
	}
	wait.Wait()
	for i := range many {
		if errs[i] != nil || results[i].Path != results[0].Path {
			t.Errorf("%d: %+v, %v", i, results[i], errs[i])
		}
	}
	holds(t, o.Folder, testVersion)
}

func TestInterruptionLeavesNothing(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	pressed := errors.New("ctrl-c")
	ctx, cancel := context.WithCancelCause(t.Context())
	s.answer = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write(make([]byte, 500))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	o.Progress = func(int64, int64) { cancel(pressed) } // half of it has come
	var forced func()
	o.BeforeForcedEnd = func(act func()) func() {
		forced = act
		return func() { forced = nil }
	}
	if _, err := install.Install(ctx, o); !errors.Is(err, pressed) {
		t.Errorf("it returned %v", err)
	}
	if forced != nil {
		t.Error("what is done before a forced end was not taken back")
	}
	holds(t, o.Folder)
}

func TestForcedEndLeavesNothing(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	o.BeforeForcedEnd = func(act func()) func() {
		act() // as when the program ends right now
		holds(t, o.Folder)
		return func() {}
	}
	if _, err := install.Install(t.Context(), o); err == nil {
		t.Error("it went on without its folder")
	}
}

// What was killed is swept away by a later install, and what is under way is
// not.
func TestInstallSweepsWhatWasKilled(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	for name, age := range map[string]time.Duration{".installing-old": 48 * time.Hour, ".installing-young": time.Minute} {
		folder := filepath.Join(o.Folder, name)
		if err := os.MkdirAll(filepath.Join(folder, "unpacked"), 0o755); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(folder, then, then); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := install.Install(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	holds(t, o.Folder, ".installing-young", testVersion)
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	s := newStore(t, program)
	o := s.options(t)
	o.Folder = filepath.Join(t.TempDir(), "file", "browsers")
	if err := os.WriteFile(filepath.Dir(o.Folder), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := install.Install(t.Context(), o)
	var refused *install.FolderError
	if !errors.As(err, &refused) || refused.Hint() == "" {
		t.Errorf("it returned %v", err)
	}
}

func TestProgramsNewestFirst(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{
		"99.0.4844.51/" + install.ProgramHere(),
		"156.0.8078.79/" + install.ProgramHere(),
		"156.0.8078.101/" + install.ProgramHere(),
		"156.0.8078.102/" + install.ProgramElsewhere(),
		"156.0.8078.99/empty",
		"latest/" + install.ProgramHere(),
		".installing-1/unpacked/" + install.ProgramHere(),
	} {
		path = filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, path := range install.Programs(folder) {
		rest, _ := filepath.Rel(folder, path)
		version, _, _ := strings.Cut(filepath.ToSlash(rest), "/")
		got = append(got, version)
	}
	if want := []string{"156.0.8078.101", "156.0.8078.79", "99.0.4844.51"}; !slices.Equal(got, want) {
		t.Errorf("found are %q, not %q", got, want)
	}
	if none := install.Programs(filepath.Join(folder, "nowhere")); none != nil {
		t.Errorf("a folder that is not there holds %q", none)
	}
}
