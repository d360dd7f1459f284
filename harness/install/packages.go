package install

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// A manager is a package manager of a system.
type manager struct {
	program   string // on PATH
	system    string // as runtime.GOOS names it
	needsRoot bool
	prepare   []string   // is run first, and may fail: what is known already may do
	install   [][]string // the best first, each until a browser is found
}

// managers are asked in this order. Their packages have the name that the
// system gives the headless shell, and then the whole browser.
//
// Sources: https://packages.debian.org/chromium-headless-shell,
// https://packages.fedoraproject.org/pkgs/chromium/chromium-headless/,
// https://pkgs.alpinelinux.org/package/edge/community/x86_64/chromium-headless-shell,
// https://formulae.brew.sh/cask/google-chrome
var managers = []manager{
	{
		program: "apt-get", system: "linux", needsRoot: true,
		prepare: []string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update", "-q"},
		install: [][]string{
			{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium-headless-shell"},
			{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"},
		},
	},
	{
		program: "dnf", system: "linux", needsRoot: true,
		install: [][]string{{"dnf", "install", "-y", "chromium-headless"}, {"dnf", "install", "-y", "chromium"}},
	},
	{
		program: "apk", system: "linux", needsRoot: true,
		install: [][]string{{"apk", "add", "--no-cache", "chromium-headless-shell"}, {"apk", "add", "--no-cache", "chromium"}},
	},
	{
		program: "brew", system: "darwin",
		install: [][]string{{"brew", "install", "--cask", "google-chrome"}},
	},
	{
		program: "winget", system: "windows",
		install: [][]string{{
			"winget", "install", "--id", "Google.Chrome", "--exact", "--silent", "--disable-interactivity",
			"--accept-package-agreements", "--accept-source-agreements",
		}},
	},
}

// present tells whether the system has it.
func (m manager) present(system System) bool {
	if m.system != system.OS {
		return false
	}
	_, err := exec.LookPath(m.program)
	return err == nil
}

// fromPackages lets a package manager install a browser.
type fromPackages struct {
	*Options
	manager manager
}

func (p *fromPackages) install(ctx context.Context) (Result, error) {
	rights, err := p.rights(ctx)
	if err != nil {
		return Result{}, err
	}
	if len(p.manager.prepare) > 0 {
		_ = p.run(ctx, append(rights, p.manager.prepare...))
	}
	for _, command := range p.manager.install {
		command = append(rights, command...)
		err = p.run(ctx, command)
		if ctx.Err() != nil {
			return Result{}, context.Cause(ctx)
		}
		if err == nil {
			path, missing := p.Find()
			if missing == nil {
				return Result{Path: path, From: p.manager.program}, nil
			}
		}
		err = &CommandError{Command: strings.Join(command, " "), Err: err}
	}
	return Result{}, err
}

// rights returns what stands before commands so that they may change the system.
func (p *fromPackages) rights(ctx context.Context) ([]string, error) {
	if !p.manager.needsRoot || p.System.Root {
		return nil, nil
	}
	if exec.CommandContext(ctx, "sudo", "-n", "true").Run() != nil {
		return nil, &NotAllowedError{Manager: p.manager.program}
	}
	return []string{"sudo", "-n"}, nil
}

// endLimit is how long a package manager may take to end when it is asked to.
const endLimit = 20 * time.Second

// run runs a command, and says so before. Its output is shown as it comes.
func (p *fromPackages) run(ctx context.Context, command []string) error {
	p.Say(fmt.Sprintf("runs %s", strings.Join(command, " ")))
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	// One writer, so that lines of both streams come in their order.
	var shown io.Writer = p.Output
	cmd.Stdout, cmd.Stderr = shown, shown
	// Killed in the middle it would leave the system's packages half done.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = endLimit
	return cmd.Run()
}
