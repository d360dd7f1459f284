//go:build unix

package install_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/swcheck/swcheck/harness/install"
)

// A machine has the programs that a test gives it, and no others, in a folder
// that is all of PATH. A browser is there when its file browser is.
type machine struct {
	t      *testing.T
	folder string
	said   []string
	output bytes.Buffer
}

func newMachine(t *testing.T, programs map[string]string) *machine {
	t.Helper()
	m := &machine{t: t, folder: t.TempDir()}
	for name, script := range programs {
		script = "#!/bin/sh\n" + strings.ReplaceAll(script, "HERE", m.folder) + "\n"
		if err := os.WriteFile(filepath.Join(m.folder, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/usr/bin/env", filepath.Join(m.folder, "env")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", m.folder)
	return m
}

func (m *machine) options(system install.System) install.Options {
	return install.Options{
		Find: func() (string, error) {
			path := filepath.Join(m.folder, "browser")
			_, err := os.Stat(path)
			return path, err
		},
		System: system,
		Folder: filepath.Join(m.folder, "cache"),
		Say:    func(line string) { m.said = append(m.said, line) },
		Output: &m.output,
	}
}

// saidExactly checks what was said of what is done.
func (m *machine) saidExactly(want ...string) {
	m.t.Helper()
	if got := strings.Join(m.said, "\n"); got != strings.Join(want, "\n") {
		m.t.Errorf("it said\n%s\nand not\n%s", got, strings.Join(want, "\n"))
	}
}

const installs = `echo "$0 $*: done"; : > HERE/browser`

func TestPackageManagers(t *testing.T) {
	apt := "env DEBIAN_FRONTEND=noninteractive apt-get "
	for name, c := range map[string]struct {
		programs map[string]string
		system   install.System
		from     string
		said     []string
	}{
		"apt-get as root": {
			programs: map[string]string{"apt-get": `[ "$1" = update ] || { ` + installs + `; }`, "dnf": installs},
			system:   install.System{OS: "linux", Arch: "amd64", Root: true},
			from:     "apt-get",
			said:     []string{"runs " + apt + "update -q", "runs " + apt + "install -y -q --no-install-recommends chromium-headless-shell"},
		},
		"apt-get with sudo, whose list cannot be renewed and which lacks the first package": {
			programs: map[string]string{
				"sudo":    `[ "$1" = -n ] || exit 1; shift; exec "$@"`,
				"true":    "exit 0",
				"apt-get": `case "$*" in *" chromium") ` + installs + `;; *) echo "no $*" >&2; exit 100;; esac`,
			},
			system: install.System{OS: "linux", Arch: "amd64"},
			from:   "apt-get",
			said: []string{
				"runs sudo -n " + apt + "update -q",
				"runs sudo -n " + apt + "install -y -q --no-install-recommends chromium-headless-shell",
				"runs sudo -n " + apt + "install -y -q --no-install-recommends chromium",
			},
		},
		"dnf": {
			programs: map[string]string{"dnf": installs},
			system:   install.System{OS: "linux", Arch: "arm64", Root: true},
			from:     "dnf",
			said:     []string{"runs dnf install -y chromium-headless"},
		},
		"apk": {
			programs: map[string]string{"apk": installs},
			system:   install.System{OS: "linux", Arch: "amd64", Root: true, Musl: true},
			from:     "apk",
			said:     []string{"runs apk add --no-cache chromium-headless-shell"},
		},
		"brew, without root": {
			programs: map[string]string{"brew": installs, "apt-get": "exit 1"},
			system:   install.System{OS: "darwin", Arch: "arm64"},
			from:     "brew",
			said:     []string{"runs brew install --cask google-chrome"},
		},
		"winget": {
			programs: map[string]string{"winget": installs},
			system:   install.System{OS: "windows", Arch: "amd64"},
			from:     "winget",
			said:     []string{"runs winget install --id Google.Chrome --exact --silent --disable-interactivity --accept-package-agreements --accept-source-agreements"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, c.programs)
			got, err := install.Install(t.Context(), m.options(c.system))
			if err != nil {
				t.Fatal(err)
			}
			if got.From != c.from || got.Path != filepath.Join(m.folder, "browser") {
				t.Errorf("it returned %+v", got)
			}
			m.saidExactly(c.said...)
			if !strings.Contains(m.output.String(), ": done") {
				t.Errorf("what the command printed is not shown: %q", m.output.String())
			}
		})
	}
}

// musl leaves packages as the only way, so that no test asks Google's servers.
var alpine = install.System{OS: "linux", Arch: "amd64", Musl: true}

func TestPackageManagersInVain(t *testing.T) {
	t.Run("not allowed", func(t *testing.T) {
		m := newMachine(t, map[string]string{"apk": installs, "sudo": "echo a password is required >&2; exit 1"})
		_, err := install.Install(t.Context(), m.options(alpine))
		told(t, err, "apk needs root, or sudo without a password\n.*glibc")
		m.saidExactly()
	})
	t.Run("no sudo", func(t *testing.T) {
		m := newMachine(t, map[string]string{"apk": installs})
		_, err := install.Install(t.Context(), m.options(alpine))
		told(t, err, "apk needs root")
	})
	t.Run("fails", func(t *testing.T) {
		m := newMachine(t, map[string]string{"apk": "echo no such package >&2; exit 3"})
		system := alpine
		system.Root = true
		_, err := install.Install(t.Context(), m.options(system))
		told(t, err, "apk add --no-cache chromium: exit status 3")
		if got := m.output.String(); strings.Count(got, "no such package") != 2 {
			t.Errorf("it showed %q", got)
		}
	})
	t.Run("ends well without a browser", func(t *testing.T) {
		m := newMachine(t, map[string]string{"apk": "exit 0"})
		system := alpine
		system.Root = true
		_, err := install.Install(t.Context(), m.options(system))
		told(t, err, "ended well, and still no browser is found")
	})
	t.Run("nothing there", func(t *testing.T) {
		m := newMachine(t, nil)
		_, err := install.Install(t.Context(), m.options(alpine))
		told(t, err, "^there is no Chrome for Testing for linux/amd64")
	})
}

// An index that is named is used alone.
func TestIndexBeforePackages(t *testing.T) {
	s := newStore(t, program)
	m := newMachine(t, map[string]string{"apt-get": installs})
	o := m.options(linux)
	o.Index = s.URL + "/index.json"
	got, err := install.Install(t.Context(), o)
	if err != nil || got.Version != testVersion || m.output.Len() > 0 {
		t.Errorf("%+v, %v, printed %q", got, err, m.output.String())
	}
}

// Where a browser is found, packages have nothing newer to give.
func TestForceLeavesPackagesAlone(t *testing.T) {
	m := newMachine(t, map[string]string{"apk": installs})
	o := m.options(alpine)
	o.System.Root, o.Force = true, true
	_, err := install.Install(t.Context(), o)
	told(t, err, "its builds need glibc")
	m.saidExactly()
}

// A package manager that is interrupted is asked to end, not killed.
func TestInterruptedPackageManager(t *testing.T) {
	m := newMachine(t, map[string]string{"apk": `trap 'echo tidied up; exit 1' INT; echo begun; read line < HERE/pipe`})
	if err := syscall.Mkfifo(filepath.Join(m.folder, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	pressed := errors.New("ctrl-c")
	system := alpine
	system.Root = true
	o := m.options(system)
	shown := &cancelling{buffer: &m.output, on: "begun", cancel: func() { cancel(pressed) }}
	o.Output = shown
	begin := time.Now()
	if _, err := install.Install(ctx, o); !errors.Is(err, pressed) {
		t.Errorf("it returned %v", err)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	if !strings.Contains(m.output.String(), "tidied up") {
		t.Errorf("it printed %q", m.output.String())
	}
}

// cancelling cancels when a word is printed.
type cancelling struct {
	buffer *bytes.Buffer
	on     string
	cancel func()
}

func (c *cancelling) Write(p []byte) (int, error) {
	if strings.Contains(string(p), c.on) {
		c.cancel()
	}
	return c.buffer.Write(p)
}
