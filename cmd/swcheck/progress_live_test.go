package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A stage is a live progress on a screen, with a clock that a test moves.
type stage struct {
	*live
	screen
	clock time.Time
}

func onStage(columns, lines int, parts string, look look) *stage {
	s := &stage{screen: newScreen(columns, lines), clock: time.Unix(0, 0)}
	s.live = newLive(s.screen, parts, look)
	s.live.size, s.live.now = s.screen.size, func() time.Time { return s.clock }
	return s
}

func (s *stage) pass(d time.Duration) {
	s.clock = s.clock.Add(d)
	s.tick()
}

// audit plays a part of an audit.
func (s *stage) audit() {
	const target = "http://127.0.0.1:46197/"
	does := func(of, doing string) { s.live.step(step{target: target, of: of, doing: doing, planned: 5}) }
	over := func(of string) { s.live.step(step{target: target, of: of, planned: 5, over: true}) }
	for _, of := range []string{"canary", "first-visit", "offline", "return-visit", "without-worker"} {
		does(of, "opens a session")
	}
	does("canary", "checks that this browser can be trusted")
	s.pass(time.Second)
	over("canary")
	s.pass(2 * time.Second)
	does("first-visit", "loads the page again, offline")
	s.live.step(step{target: target, of: "offline", doing: "visits pages offline", page: "/talks/?day=2", done: 4, total: 12, planned: 5})
	does("return-visit", "reloads past worker and cache")
	over("without-worker")
	s.pass(5 * time.Second)
}

// run plays a part of a run of scenarios.
func (s *stage) run() {
	const target = "http://localhost:8000/"
	does := func(of, doing string) { s.live.step(step{target: target, of: of, doing: doing, planned: 12}) }
	does("A visited talk opens in the tunnel", "visit /talks/")
	does("Nobody reads what another one has read", "login anna")
	does("Deploy", "expect {shows: page}")
	s.pass(65 * time.Second)
	s.live.aside(func() { fmt.Fprintln(s.screen, "✗ Deploy  65.0 s") })
	s.live.step(step{target: target, of: "Deploy", planned: 12, over: true, failed: true})
	s.pass(3 * time.Second)
}

// TestLiveProgressLooks compares what people see with golden files.
func TestLiveProgressLooks(t *testing.T) {
	for _, columns := range []int{40, 80, 200} {
		for _, c := range []struct {
			name string
			look look
			play func(*stage)
			of   string
		}{
			{"audit", look{glyphs: fineGlyphs}, (*stage).audit, partsOfAudit},
			{"audit-coloured", look{styled: true, glyphs: fineGlyphs}, (*stage).audit, partsOfAudit},
			{"audit-old-console", look{glyphs: plainGlyphs}, (*stage).audit, partsOfAudit},
			{"run", look{glyphs: fineGlyphs}, (*stage).run, partsOfRun},
		} {
			name := fmt.Sprintf("%s-%d", c.name, columns)
			t.Run(name, func(t *testing.T) {
				s := onStage(columns, 24, c.of, c.look)
				fmt.Fprintln(s.screen, "$ swcheck")
				c.play(s)
				shown := s.screen.text()
				if c.look.styled {
					shown = coloured(s.screen)
				}
				compareScreen(t, name, shown)
				s.close()
				if left := s.screen.text(); strings.Contains(left, " s ") || !strings.HasPrefix(left, "$ swcheck") {
					t.Errorf("left on the screen:\n%s", left)
				}
			})
		}
	}
}

// coloured returns the screen with its colours, as a file that can be read.
func coloured(s screen) string {
	lines := strings.Split(strings.TrimRight(s.Render(), "\r\n "), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(strings.ReplaceAll(line, "\x1b", "^["), " \r")
	}
	return strings.Join(lines, "\n")
}

func compareScreen(t *testing.T, name, got string) {
	t.Helper()
	golden := filepath.Join("testdata", "screens", name+".txt")
	got = strings.ReplaceAll(got, "\r", "") + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v (go test ./cmd/swcheck -run '^%s' -update writes it)", err, strings.Split(t.Name(), "/")[0])
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

// TestLiveProgressKeepsWhatIsNotIts: notes and reports stay, the region goes.
func TestLiveProgressKeepsWhatIsNotIts(t *testing.T) {
	s := onStage(80, 12, partsOfAudit, look{glyphs: fineGlyphs})
	fmt.Fprintln(s.screen, "before")
	s.audit()
	s.note("something to keep\x1b[2J")
	mustSee(t, s.screen, "before", "something to keep[2J", "offline")
	s.pass(time.Second)
	s.close()
	if got, want := s.screen.text(), "before\nsomething to keep[2J"; got != want {
		t.Errorf("left on the screen:\n%s", got)
	}
}

// TestLiveProgressInASmallWindow: a region taller than the window could not be
// moved over, and would leave a trail.
func TestLiveProgressInASmallWindow(t *testing.T) {
	s := onStage(60, 5, partsOfAudit, look{glyphs: fineGlyphs})
	fmt.Fprintln(s.screen, "before")
	for i := range 9 {
		s.live.step(step{target: "http://localhost/", of: fmt.Sprint("experiment-", i), doing: "waits", planned: 9})
		s.pass(time.Second)
	}
	mustSee(t, s.screen, "experiment-0", "… and 7 more")
	s.close()
	if left := strings.TrimSpace(s.screen.scrolledOff() + "\n" + s.screen.text()); left != "before" {
		t.Errorf("left on the screen:\n%s", left)
	}
}

// TestLiveProgressWhenTheWindowShrinks: terminals break the lines anew that were
// drawn for a wider window; all of what they become is ours to erase.
func TestLiveProgressWhenTheWindowShrinks(t *testing.T) {
	s := onStage(80, 24, partsOfAudit, look{glyphs: fineGlyphs})
	fmt.Fprintln(s.screen, "before")
	s.audit()
	narrow := newScreen(30, 24)
	fmt.Fprintln(narrow, s.screen.text()) // long lines wrap, as they do when a window shrinks
	s.live.out, s.live.size, s.screen = narrow, narrow.size, narrow
	s.pass(time.Second)
	mustSee(t, narrow, "before", "offline")
	if n := strings.Count(narrow.text(), "offline "); n != 1 {
		t.Errorf("the row of offline stands there %d times:\n%s", n, narrow.text())
	}
	s.close()
	if got := narrow.text(); got != "before" {
		t.Errorf("left on the screen:\n%s", got)
	}
}

// TestLiveProgressNeverWraps: a line that wraps would be two lines.
func TestLiveProgressNeverWraps(t *testing.T) {
	for columns := 8; columns < 130; columns++ {
		s := onStage(columns, 24, partsOfAudit, look{styled: true, glyphs: fineGlyphs})
		s.audit()
		s.live.step(step{target: "http://127.0.0.1:46197/", of: "offline", doing: "visits pages offline", page: "/演讲/" + strings.Repeat("很长", 90), planned: 5})
		for _, wide := range s.drawn {
			if wide >= columns {
				t.Errorf("a line of %d columns in a window of %d:\n%s", wide, columns, s.screen.text())
			}
		}
		s.close()
		if left := s.screen.text(); left != "" {
			t.Errorf("left on a screen of %d columns:\n%s", columns, left)
		}
	}
}
