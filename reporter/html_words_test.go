package reporter

import (
	"slices"
	"strings"
	"testing"
)

func TestURLsBreakBehindTheirSeparators(t *testing.T) {
	for _, want := range [][]string{
		{"/"}, {"/talks/", "precaching"}, {"/talk?", "id=", "1&", "x=", "2"}, {"https://x.test/", "a//", "b"}, {"//x.test/"}, {"ok"}, {"net::ERR_", "NAME_", "NOT"},
	} {
		if got := pieces(strings.Join(want, "")); !slices.Equal(got, want) {
			t.Errorf("the pieces are %q, want %q", got, want)
		}
	}
}
