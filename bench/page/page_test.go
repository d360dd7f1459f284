package page

import (
	"strings"
	"testing"
)

func TestTheWordsAreWhatAScriptWouldRead(t *testing.T) {
	got, err := parse(strings.NewReader(`<title> A title </title><h2>no</h2><h1> The <em>first</em> heading</h1><h1>second</h1>`))
	if want := (Words{Title: "A title", Heading: "The first heading"}); err != nil || got != want {
		t.Errorf("words %+v, %v", got, err)
	}
}

func TestAPageOfWhichNothingCanBeAssertedIsAnError(t *testing.T) {
	for _, document := range []string{`<title>no heading</title><p>none`, `<h1>no title</h1>`} {
		if _, err := parse(strings.NewReader(document)); err == nil {
			t.Errorf("%s gave no error", document)
		}
	}
}
