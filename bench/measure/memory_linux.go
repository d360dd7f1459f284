package measure

import (
	"bytes"
	"os"
	"strconv"
	"time"
)

// memory is a sum over a tree of processes, and the high-water mark of its
// first process alone, in bytes.
type memory struct{ pss, rss, own int64 }

// sample looks at the tree in an interval until the returned function is
// called, which gives the peaks. root is the tree's first process.
func sample(every time.Duration, root int) (stop func() memory) {
	done, peaks := make(chan struct{}), make(chan memory)
	go func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		var peak memory
		for {
			select {
			case <-ticker.C:
				now := treeMemory()
				peak = memory{max(peak.pss, now.pss), max(peak.rss, now.rss), max(peak.own, highWater(root))}
			case <-done:
				peaks <- peak
				return
			}
		}
	}()
	return func() memory { close(done); return <-peaks }
}

func treeMemory() memory {
	var sum memory
	for _, pid := range descendants() {
		one := processMemory(pid)
		sum.pss += one.pss
		sum.rss += one.rss
	}
	return sum
}

// processMemory reads proc(5) smaps_rollup; a process that has just ended has
// none left.
func processMemory(pid int) memory {
	rollup, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return memory{}
	}
	var sum memory
	for line := range bytes.Lines(rollup) {
		fields := bytes.Fields(line)
		if len(fields) != 3 {
			continue
		}
		kib, err := strconv.ParseInt(string(fields[1]), 10, 64)
		if err != nil {
			continue
		}
		switch string(fields[0]) {
		case "Pss:":
			sum.pss = kib * 1024
		case "Rss:":
			sum.rss = kib * 1024
		}
	}
	return sum
}

// descendants are all processes below this one.
func descendants() []int {
	children := childrenOf()
	var found []int
	queue := []int{os.Getpid()}
	for len(queue) > 0 {
		below := children[queue[0]]
		found, queue = append(found, below...), append(queue[1:], below...)
	}
	return found
}

// childrenOf reads the parent of every process of the machine.
func childrenOf() map[int][]int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	children := map[int][]int{}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if parent, ok := parentOf(pid); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	return children
}

func parentOf(pid int) (int, bool) {
	parent, ok := statusField(pid, "PPid:")
	return int(parent), ok
}

// highWater is the peak RSS of one process so far, in bytes. The maximum that
// wait4 gives would be that of its children too.
func highWater(pid int) int64 {
	kib, _ := statusField(pid, "VmHWM:")
	return kib * 1024
}

// statusField reads a number from proc(5) status; false when the process has
// ended or has no such field.
func statusField(pid int, name string) (int64, bool) {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, false
	}
	for line := range bytes.Lines(status) {
		if fields := bytes.Fields(line); len(fields) > 1 && string(fields[0]) == name {
			number, err := strconv.ParseInt(string(fields[1]), 10, 64)
			return number, err == nil
		}
	}
	return 0, false
}
