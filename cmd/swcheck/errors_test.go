package main

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrintError(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"without advice":  {errors.New("it broke"), "swcheck: it broke\nhint: swcheck doctor tells whether audits are possible here\n"},
		"wrong usage":     {&usageError{text: "no such thing"}, "swcheck: no such thing\nhint: swcheck help COMMAND tells how a command is called\n"},
		"with advice":     {wrongUsage("do that", "it broke"), "swcheck: it broke\nhint: do that\n"},
		"wrapped":         {fmt.Errorf("while: %w", wrongUsage("do that", "it broke")), "swcheck: while: it broke\nhint: do that\n"},
		"advice in text":  {errors.New("it broke\nhint: do that"), "swcheck: it broke\nhint: do that\n"},
		"was told before": {conclude(exitFindings), ""},
		"interrupted":     {fmt.Errorf("visit: %w", errInterrupted), "swcheck: interrupted\n"},
		"hostile text":    {errors.New("title \x1b[2J\x07\u202egone"), "swcheck: title [2Jgone\nhint: swcheck doctor tells whether audits are possible here\n"},
	} {
		var out bytes.Buffer
		printError(&out, c.err)
		if out.String() != c.want {
			t.Errorf("%s: got %q, want %q", name, out.String(), c.want)
		}
	}
}

// TestErrorsOnATerminal: words stay whole, as do excerpts, and hints stand in a
// column of their own. Without a terminal nothing is broken.
func TestErrorsOnATerminal(t *testing.T) {
	const said = `swcheck: the json report could not be written to no/folder/report.json: no such file or directory
hint: name a file in a folder that exists and that you may write to

swcheck.yaml:4:9: there is no rule "offline/visited-pages" among those that are known
  4 |   skip: offline/visited-pages and some more that is wider than the terminal
    |         ^
hint: see https://example.org/a-page-with-an-address/that-is-longer-than-the-line`
	const want = `swcheck: the json report could not
         be written to
         no/folder/report.json: no
         such file or directory
hint: name a file in a folder that
      exists and that you may write
      to

swcheck.yaml:4:9: there is no rule
"offline/visited-pages" among those
that are known
  4 |   skip: offline/visited-pages and some more that is wider than the terminal
    |         ^
hint: see
      https://example.org/a-page-with-an-address/that-is-longer-than-the-line`
	if diff := cmp.Diff(want, wrappedError(said, 36)); diff != "" {
		t.Errorf("on 36 columns (-want +got):\n%s", diff)
	}
	if got := wrappedError(said, 0); got != said {
		t.Errorf("without a terminal:\n%s", got)
	}
}
