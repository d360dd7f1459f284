package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// graceTime is how long processes may outlive the command before they count
// as left behind. A browser that was told to close needs a moment.
const graceTime = 3 * time.Second

// pollEvery is how often the tree is looked at while it winds down.
const pollEvery = 10 * time.Millisecond

func run(ctx context.Context, options Options, name string, args ...string) (Usage, error) {
	// Orphans become our children, so that we can wait for them and the kernel
	// adds their processor time, and that of all they waited for, to ours.
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return Usage{}, fmt.Errorf("adopt orphaned processes: %w", err)
	}
	before, err := childrenCPU()
	if err != nil {
		return Usage{}, err
	}
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = options.Dir
	command.Env = append(os.Environ(), options.Env...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	// Browsers inherit the output pipes; without a limit Wait would wait for them.
	command.WaitDelay = graceTime

	stopSampling := func() memory { return memory{} }
	began := time.Now()
	if err := command.Start(); err != nil {
		return Usage{}, err
	}
	if options.SampleEvery > 0 {
		stopSampling = sample(options.SampleEvery, command.Process.Pid)
	}
	state, err := command.Process.Wait()
	usage := Usage{Wall: time.Since(began)}
	if err != nil {
		return Usage{}, err
	}
	usage.LeftBehind = windDown()
	_ = command.Wait() // ends the copying of the output; the process itself is waited for
	peak := stopSampling()
	after, err := childrenCPU()
	if err != nil {
		return Usage{}, err
	}
	usage.CPU = after - before
	usage.PeakPSS, usage.PeakRSS, usage.OwnRSS = peak.pss, peak.rss, peak.own
	usage.ExitCode = state.ExitCode()
	usage.Stdout, usage.Stderr = stdout.Bytes(), stderr.Bytes()
	return usage, ctx.Err()
}

// windDown waits for adopted processes to end, kills those that outlive the
// grace time, and says how many that were.
func windDown() int {
	deadline := time.After(graceTime)
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	killed := map[int]bool{}
	for reap() {
		select {
		case <-poll.C:
		case <-deadline:
			for _, pid := range descendants() {
				killed[pid] = true
			}
		}
		for pid := range killed {
			_ = unix.Kill(pid, unix.SIGKILL)
		}
	}
	return len(killed)
}

// reap waits for every child that has ended and says whether any is left.
func reap() bool {
	for {
		pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil: // ECHILD: none left
			return false
		case pid == 0:
			return true
		}
	}
}

// childrenCPU is the processor time of all children that were waited for, and
// of all that they waited for.
func childrenCPU() (time.Duration, error) {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_CHILDREN, &usage); err != nil {
		return 0, fmt.Errorf("read the processor time of the children: %w", err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}
