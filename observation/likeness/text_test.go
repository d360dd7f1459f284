package likeness

import "testing"

func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		low, high  float64
	}{
		{"the same", "one two three", "one two three", 1, 1},
		{"another order", "one two three", "three, one; TWO!", 1, 1},
		{"a clock", "It is 12:03:22 now", "It is 9:59:01 now", 1, 1},
		{"nothing in common", "one two", "three four", 0, 0},
		{"both empty", "", "  ", 1, 1},
		{"half of it", "one two", "one three", 0.5, 0.5},
		{"words count as often as they stand", "a a a a", "a", 0.4, 0.4},
		{"apostrophes", "it isn't", "it isn’t", 1, 1},
		{"no spaces between words", "離線頁面", "離線首頁", 0.5, 0.8},
	} {
		if got := Similarity(c.a, c.b); got < c.low || got > c.high {
			t.Errorf("%s: %.2f, want %.2f to %.2f", c.name, got, c.low, c.high)
		}
	}
}

func TestKept(t *testing.T) {
	if got := Kept("one two", "one two three four five"); got != 1 {
		t.Errorf("with more around it, %.2f of a text is kept", got)
	}
	if got := Kept("one two three four", "one"); got != 0.25 {
		t.Errorf("of four words one is left, that is %.2f", got)
	}
	if got := Kept("", "one"); got != 1 {
		t.Errorf("of nothing %.2f is kept", got)
	}
}

func TestTellsVisitor(t *testing.T) {
	const online = "Talks Speakers Talk: rendering in the worker"
	for _, c := range []struct {
		name, got string
		want      bool
	}{
		{"the frame alone", "Talks Speakers", false},
		{"a spinner", "Talks Speakers Loading… please wait", false},
		{"a number", "Talks 42", false},
		{"says that it is offline", "Talks Speakers offline", true},
		{"says so in another language", "Talks Dieser Vortrag ist gerade nicht da", true},
		{"one new word that says nothing", "Talks Speakers Retrying", false},
	} {
		if got := TellsVisitor(c.got, online); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
