package experiments

import "testing"

func TestPicturesAreOfNoMorePagesThanAreShown(t *testing.T) {
	p := NewPictures(2)
	for _, c := range []struct {
		url  string
		want bool
	}{
		{"https://x.test/", true}, {"https://x.test/a", true}, {"https://x.test/b", false},
		{"https://x.test/#top", true}, {"https://x.test/a", true}, {"https://x.test/a", true}, {"https://x.test/b", false},
	} {
		if got := p.of(c.url); got != c.want {
			t.Errorf("a picture of %s: %t", c.url, got)
		}
	}
}
