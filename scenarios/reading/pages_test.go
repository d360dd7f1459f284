package reading

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
)

const site = "https://site.example"

func TestPagesThatAreNotCountedAreNamed(t *testing.T) {
	var p Pages
	p.Fail(site+"/a", "/a is broken")
	p.Fail(site+"/b", "/b is broken")
	p.Pass(site+"/c", "")
	if want, got := "2 of 3: /a is broken; /b is broken", p.Verdict("").Message; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	p.Skip(site+"/d", "/d is outside the scope of the worker")
	if want, got := "2 of 3: /a is broken; /b is broken. 1 page is not counted: /d is outside the scope of the worker", p.Verdict("").Message; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	p.CannotTell(site+"/e", "offline, it did not settle")
	if want, got := "2 of 3: /a is broken; /b is broken. 2 pages are not counted: /e: offline, it did not settle; and 1 more", p.Verdict("").Message; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestEvidenceNamesItsPageWhereSeveralFail(t *testing.T) {
	lost := finding.Evidence{Kind: finding.OfRequest, URL: site + "/rye.svg", Text: "image: net::ERR_FAILED"}
	shown := finding.Evidence{Kind: finding.OfVisit, URL: site + "/b", Text: "it is blank"}
	var p Pages
	p.Fail(site+"/a", "/a is broken", lost)
	p.NamePages()
	if got := p.Verdict("").Evidence[0].Text; got != lost.Text {
		t.Errorf("of one page it says %q", got)
	}
	p.Fail(site+"/b", "/b is broken", lost, shown)
	p.NamePages()
	for i, want := range []string{"image on /a: net::ERR_FAILED", "image on /b: net::ERR_FAILED", "it is blank"} {
		if got := p.Verdict("").Evidence[i].Text; got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
