package table

import (
	"testing"
	"time"
)

func TestFiguresThatWereNotMeasuredAreNotZero(t *testing.T) {
	if got := Range(nil, Seconds); got != None {
		t.Errorf("range of nothing %q", got)
	}
	if got := Ratio(time.Second, 0); got != None {
		t.Errorf("ratio to nothing %q", got)
	}
}

func TestRangeAndRatio(t *testing.T) {
	times := []time.Duration{1500 * time.Millisecond, time.Second, 3 * time.Second}
	if got := Range(times, Seconds); got != "1.00 s – 3.00 s" {
		t.Errorf("range %q", got)
	}
	if got := Ratio(3*time.Second, 2*time.Second); got != "1.50" {
		t.Errorf("ratio %q", got)
	}
}

func TestATextStaysInItsCell(t *testing.T) {
	if got := Escape("a|b\n<c"); got != `a\|b &lt;c` {
		t.Errorf("escaped %q", got)
	}
}
