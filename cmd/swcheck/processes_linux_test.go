package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// endLimit is how long the helper processes of a browser that was killed may
// take to notice.
const endLimit = 5000 // milliseconds

// processesEnd waits until no process is left whose command line names the
// folder, as that of a browser names its profile.
func processesEnd(folder string) error {
	for _, pid := range processesOf(folder) {
		handle, err := unix.PidfdOpen(pid, 0)
		if err != nil {
			continue // it has ended since
		}
		ended := []unix.PollFd{{Fd: int32(handle), Events: unix.POLLIN}}
		n, err := unix.Poll(ended, endLimit)
		unix.Close(handle)
		if err != nil || n == 0 {
			return fmt.Errorf("process %d was left behind (%v)", pid, err)
		}
	}
	return nil
}

func processesOf(folder string) []int {
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	var pids []int
	for _, file := range files {
		line, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(line, []byte(folder+"/")) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil && pid != os.Getpid() {
			pids = append(pids, pid)
		}
	}
	return pids
}
