// Command scenario runs the scenario of bench/bare through swcheck's harness,
// as a suite in Go would: with a gateway of its own, all requests logged, and
// the wire cut instead of emulation alone.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/swcheck/swcheck/harness"
)

// result has the same form as what the scripts in bench/peers print.
type result struct {
	Passes     bool      `json:"passes"`
	Shown      string    `json:"shown"`
	ScenarioMs []float64 `json:"scenarioMs"`
	Offline    [2]int64  `json:"offline"` // Unix milliseconds
}

func main() {
	browser := flag.String("browser", "", "path of the browser")
	times := flag.Int("times", 1, "how often to run the scenario in one browser")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: scenario [-browser PATH] [-times N] URL TEXT")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *browser, *times, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "scenario:", err)
		os.Exit(3)
	}
}

func run(ctx context.Context, path string, times int, url, text string) error {
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: path})
	if err != nil {
		return err
	}
	defer browser.Close()
	var all result
	for range times {
		began := time.Now()
		if all.Shown, all.Offline, err = scenario(ctx, browser, url); err != nil {
			return err
		}
		all.ScenarioMs = append(all.ScenarioMs, float64(time.Since(began).Microseconds())/1000)
	}
	all.Passes = all.Shown == text
	return json.NewEncoder(os.Stdout).Encode(all)
}

// scenario runs the steps once, in a session of its own. Its visits end at the
// load event, as those of the other contestants do.
func scenario(ctx context.Context, browser *harness.Browser, url string) (shown string, offline [2]int64, err error) {
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: url, UntilLoaded: true})
	if err != nil {
		return "", offline, err
	}
	defer session.Close()
	if _, err := session.Visit(ctx, url); err != nil {
		return "", offline, err
	}
	if err := session.Await(ctx, harness.Controlled); err != nil {
		return "", offline, err
	}
	if err := session.SetNetwork(ctx, harness.Offline); err != nil {
		return "", offline, err
	}
	from := time.Now().UnixMilli()
	visit, err := session.Reload(ctx)
	if err != nil {
		return "", offline, err
	}
	shown, err = heading(ctx, session)
	if visit.Error != "" {
		shown = visit.Error
	}
	return shown, [2]int64{from, time.Now().UnixMilli()}, err
}

func heading(ctx context.Context, session *harness.Session) (string, error) {
	raw, err := session.Evaluate(ctx, `document.querySelector('h1')?.textContent.trim() ?? ''`)
	if err != nil {
		return "", err
	}
	var text string
	err = json.Unmarshal(raw, &text)
	return text, err
}
