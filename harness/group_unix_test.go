//go:build unix

package harness_test

import (
	"os/exec"
	"syscall"
)

// startInGroup puts the browser and its helper processes into a group of their
// own, so that they can be ended together: its wrapper script does not exec.
func startInGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func endGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	_ = cmd.Wait()
}
