//go:build unix

package serve

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

func shell(command string) *exec.Cmd { return exec.Command("/bin/sh", "-c", command) }

// inGroup makes the command the first of a process group of its own, so that
// what it starts can be ended with it, and so that Ctrl-C reaches it only
// through us, after what still needs the site.
func inGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func askToEnd(first *os.Process) { _ = syscall.Kill(-first.Pid, syscall.SIGTERM) }

func end(first *os.Process) { _ = syscall.Kill(-first.Pid, syscall.SIGKILL) }

// awaitGone waits until no process of the group is left. Of those that are not
// our own children no event tells; what was killed may take a moment. It is
// bounded for the sake of containers in which nobody collects the dead.
func awaitGone(first *os.Process) {
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	over := time.After(300 * time.Millisecond)
	for syscall.Kill(-first.Pid, 0) == nil {
		select {
		case <-again.C:
		case <-over:
			return
		}
	}
}
