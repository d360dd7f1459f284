package main

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
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
