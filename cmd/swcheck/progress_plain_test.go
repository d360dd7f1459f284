package main

import (
	"bytes"
	"testing"
	"time"
)

// played are the steps of a small audit.
var played = []step{
	{of: "canary", doing: "checks that this browser can be trusted", planned: 2},
	{of: "offline", doing: "visits pages", page: "/", done: 0, total: 10, planned: 2},
	{of: "offline", doing: "visits pages", page: "/talks/", done: 1, total: 10, planned: 2},
	{of: "canary", planned: 2, over: true},
	{of: "offline", doing: "cuts the wire", planned: 2},
	{of: "offline", planned: 2, over: true},
}

func TestPlainProgress(t *testing.T) {
	for name, c := range map[string]struct {
		calm bool
		want string
	}{
		"in a pipe": {false, "canary: checks that this browser can be trusted\noffline: visits pages\n" +
			"canary: done after 3.0 s, 1 of 2\noffline: cuts the wire\noffline: done after 4.0 s, 2 of 2\n"},
		"in CI": {true, "canary: done after 3.0 s, 1 of 2\noffline: done after 4.0 s, 2 of 2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			p, clock := newPlain(&out, c.calm), time.Unix(0, 0)
			p.now = func() time.Time { return clock }
			for _, s := range played {
				p.step(s)
				clock = clock.Add(time.Second)
			}
			if out.String() != c.want {
				t.Errorf("got:\n%s", &out)
			}
		})
	}
}

func TestPlainProgressTellsWhatFailed(t *testing.T) {
	var out bytes.Buffer
	p := newPlain(&out, true)
	p.now = func() time.Time { return time.Unix(0, 0) }
	p.step(step{of: "offline", over: true, failed: true, planned: 2})
	p.step(step{of: "deploy", over: true, stopped: true, planned: 2})
	if want := "offline: failed after 0.0 s, 1 of 2\ndeploy: stopped after 0.0 s, 2 of 2\n"; out.String() != want {
		t.Errorf("got %q", &out)
	}
}
