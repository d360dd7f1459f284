package experiments

import "testing"

func TestPicturesAreOfFewPagesInAllTheirStates(t *testing.T) {
	p := NewPictures(5)
	for _, c := range []struct {
		url  string
		want bool
	}{
		{"https://x.test/", true}, {"https://x.test/a", true}, {"https://x.test/b", false},
		{"https://x.test/#top", true}, {"https://x.test/a", true}, {"https://x.test/", true}, {"https://x.test/a", false},
	} {
		if got := p.of(c.url); got != c.want {
			t.Errorf("one more picture of %s: %t", c.url, got)
		}
	}
}
