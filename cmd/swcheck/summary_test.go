package main

import (
	"strings"
	"testing"
)

func TestSummariesAreCutWhereALineEnds(t *testing.T) {
	long := strings.Repeat("a line\n", 100)
	got := string(shortened([]byte(long), 200))
	kept, told, cut := strings.Cut(got, "\n\nThe summary ends here")
	if !cut || len(got) > 200 || !strings.HasPrefix(long, kept) || !strings.HasSuffix(kept, "a line") || !strings.HasSuffix(told, "\n") {
		t.Errorf("got %d bytes:\n%s", len(got), got)
	}
	if got := string(shortened([]byte(long), len(long))); got != long {
		t.Errorf("what fits was cut:\n%s", got)
	}
	if got := shortened([]byte(strings.Repeat("a", 300)), 200); len(got) > 200 {
		t.Errorf("one long line became %d bytes", len(got))
	}
}
