//go:build !unix

package serve

import (
	"os"
	"os/exec"
	"strconv"
)

func shell(command string) *exec.Cmd { return exec.Command("cmd", "/C", command) }

// inGroup has no groups to make use of here: taskkill follows the tree of
// processes instead.
func inGroup(*exec.Cmd) {}

// askToEnd has nothing to ask with: a console program that is no child of this
// console cannot be told to end.
func askToEnd(first *os.Process) { end(first) }

func end(first *os.Process) {
	if exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(first.Pid)).Run() != nil {
		_ = first.Kill()
	}
}

// awaitGone has nothing to wait for: taskkill returns when it is done.
func awaitGone(*os.Process) {}
