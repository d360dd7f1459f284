//go:build linux

package measure_test

import (
	"context"
	"testing"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

// burn keeps a shell busy for a while that any machine can measure, and that is
// far below the grace time where others have the cores too.
const burn = `i=0; while [ $i -lt 40000 ]; do i=$((i+1)); done`

func shell(t *testing.T, options measure.Options, script string) measure.Usage {
	t.Helper()
	usage, err := measure.Run(context.Background(), options, "sh", "-c", script)
	if err != nil {
		t.Fatal(err)
	}
	return usage
}

func TestOrphansAreCounted(t *testing.T) {
	idle := shell(t, measure.Options{}, "true")
	// setsid leaves both the group and the session, and the parent does not wait.
	orphan := shell(t, measure.Options{}, `setsid sh -c '`+burn+`' >/dev/null 2>&1 &`)
	if orphan.CPU < idle.CPU+20*time.Millisecond {
		t.Errorf("CPU = %v with a busy orphan, %v without: the orphan was not counted", orphan.CPU, idle.CPU)
	}
	if orphan.LeftBehind != 0 {
		t.Errorf("LeftBehind = %d, want 0: the orphan ends by itself", orphan.LeftBehind)
	}
}

func TestProcessesLeftBehindAreKilledAndTold(t *testing.T) {
	began := time.Now()
	usage := shell(t, measure.Options{}, `setsid sleep 600 >/dev/null 2>&1 & exit 7`)
	if usage.LeftBehind != 1 {
		t.Errorf("LeftBehind = %d, want 1", usage.LeftBehind)
	}
	if usage.ExitCode != 7 {
		t.Errorf("ExitCode = %d, want 7", usage.ExitCode)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %v", took)
	}
	if usage.Wall > time.Second {
		t.Errorf("Wall = %v: the grace time is not the command's", usage.Wall)
	}
}

func TestMemoryOfTheTreeIsSampled(t *testing.T) {
	// The child holds 60 MB in a shell variable while the samples are taken.
	usage := shell(t, measure.Options{SampleEvery: 5 * time.Millisecond},
		`sh -c 'x=$(head -c 60000000 /dev/zero | tr "\0" x); `+burn+`'; true`)
	if usage.PeakRSS < 50_000_000 || usage.PeakPSS < 50_000_000 {
		t.Errorf("PeakRSS = %d, PeakPSS = %d, want more than 50 MB", usage.PeakRSS, usage.PeakPSS)
	}
	if usage.PeakPSS > usage.PeakRSS {
		t.Errorf("PeakPSS = %d is above PeakRSS = %d", usage.PeakPSS, usage.PeakRSS)
	}
	if usage.OwnRSS == 0 || usage.OwnRSS > 30_000_000 {
		t.Errorf("OwnRSS = %d, want that of the outer shell alone", usage.OwnRSS)
	}
}

func TestOutputIsKept(t *testing.T) {
	usage := shell(t, measure.Options{Env: []string{"GREETING=hello"}}, `echo $GREETING; echo oops >&2`)
	if string(usage.Stdout) != "hello\n" || string(usage.Stderr) != "oops\n" {
		t.Errorf("stdout %q, stderr %q", usage.Stdout, usage.Stderr)
	}
}
