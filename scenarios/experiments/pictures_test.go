package experiments

import "testing"

func TestPicturesAreOfFewPagesInAllTheirStates(t *testing.T) {
	p := NewPictures(5)
	for _, c := range []struct {
		url  string
		want bool
	}{
		{"https://x.test/", true}, {"https://x.test/a", true}, {"https://x.test/b", false},
		{"https://x.test/#top", true}, {"https://x.test/a", false}, {"https://x.test/", true}, {"https://x.test/", true}, {"https://x.test/", false},
	} {
		if got := p.of(c.url); got != c.want {
			t.Errorf("one more picture of %s: %t", c.url, got)
		}
	}
}

func TestPagesVisitedInMoreStatesArePicturedFirst(t *testing.T) {
	p := NewPictures(12)
	p.expect("https://x.test/", "https://x.test/linked", "https://x.test/dead", "https://x.test/b")
	p.expect("https://x.test/", "", "https://x.test/c")
	for range 2 { // /b is at rest before the others
		if !p.of("https://x.test/b") {
			t.Error("no picture of a page that there is room for")
		}
	}
	if p.of("https://x.test/c") {
		t.Error("a picture of a page that there is no room for")
	}
	p.unexpect("https://x.test/dead")
	for range 4 {
		if !p.of("https://x.test/") || !p.of("https://x.test/linked") {
			t.Fatal("no picture of a page in one of its four states")
		}
	}
	if !p.of("https://x.test/late") || p.of("https://x.test/c") {
		t.Error("what was kept for no page is left to the next, and to none that was turned away")
	}
}

func TestWhereNoPicturesAreTakenNoneIsExpected(t *testing.T) {
	var p *Pictures
	p.expect("https://x.test/")
	p.unexpect("https://x.test/")
}
