//go:build !unix

package harness_test

import "os/exec"

// startInGroup has no groups to make use of here: there is no wrapper script
// either.
func startInGroup(*exec.Cmd) {}

func endGroup(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
