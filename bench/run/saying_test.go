package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/bench/measure"
)

func TestScriptsSayWhatTheySaw(t *testing.T) {
	usage := measure.Usage{Stdout: []byte(`{"passes":false,"shown":"net::ERR_FAILED","scenarioMs":[12.5,7],"offline":[1000,2000]}`)}
	said, err := readScript(usage, task{})
	if err != nil {
		t.Fatal(err)
	}
	if said.opens != fails || !strings.Contains(said.words, "net::ERR_FAILED") {
		t.Errorf("said %+v, want that the page does not open, with the error", said)
	}
	if len(said.warm) != 2 || said.warm[0].Microseconds() != 12500 {
		t.Errorf("warm = %v, want 12.5 ms and 7 ms", said.warm)
	}
	if span := said.window[1].Sub(said.window[0]).Seconds(); span != 1 {
		t.Errorf("the offline window is %v s long, want 1", span)
	}
}

func TestAFailedRunIsNoAnswer(t *testing.T) {
	usage := measure.Usage{ExitCode: 3, Stderr: []byte("starting\nError: no browser\n  at main\n")}
	for name, read := range map[string]func(measure.Usage, task) (saying, error){
		"script": readScript, "swcheck": readSwcheck, "Lighthouse 6": readLighthouse6, "Lighthouse 11": readLighthouse11,
	} {
		if _, err := read(usage, task{}); err == nil || err.Error() != "exit 3: Error: no browser" {
			t.Errorf("%s: error %v, want the line that tells why", name, err)
		}
	}
}

func TestSwcheckFindingsAreAnAnswer(t *testing.T) {
	usage := measure.Usage{ExitCode: 1, Stdout: []byte(`{"verdict":"warn",
		"pages":[{"url":"http://127.0.0.1/","offline":{"shows":"error"}}],
		"results":[{"rule":"registration/no-worker","outcome":"pass"},{"rule":"registration/pass-through","outcome":"fail"}]}`)}
	said, err := readSwcheck(usage, task{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "verdict warn: registration/pass-through; the start page shows offline: error"
	if said.opens != fails || said.words != want {
		t.Errorf("said %+v, want %q", said, want)
	}
}

func TestLighthouse6IsReadByItsOfflineAudit(t *testing.T) {
	for score, want := range map[string]opinion{"1": opens, "0": fails, "null": silent} {
		report := filepath.Join(t.TempDir(), "report.json")
		text := `{"audits":{"works-offline":{"title":"…","score":` + score + `}}}`
		if err := os.WriteFile(report, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := readLighthouse6(measure.Usage{}, task{report: report})
		if err != nil {
			t.Fatal(err)
		}
		if said.opens != want {
			t.Errorf("score %s: opinion %v, want %v", score, said.opens, want)
		}
	}
}
