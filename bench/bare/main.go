// Command bare is the yardstick of the scenario benchmark: fresh session,
// visit, await control, offline, reload, assert, sent as plain protocol
// commands with nothing around them. It cuts the wire as most tools do, by
// Chrome's own emulation on the page's target, and so believes what they
// believe; it says how fast the steps can be, not what is true.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/chromedp/chromedp"
)

// result has the same form as what the scripts in bench/peers print.
type result struct {
	Passes     bool      `json:"passes"`
	Shown      string    `json:"shown"`
	ScenarioMs []float64 `json:"scenarioMs"`
	Offline    [2]int64  `json:"offline"`
}

func main() {
	browser := flag.String("browser", "", "path of the browser")
	times := flag.Int("times", 1, "how often to run the scenario in one browser")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: bare [-browser PATH] [-times N] URL TEXT")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *browser, *times, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(3)
	}
}

func run(ctx context.Context, browser string, times int, url, text string) error {
	ctx, stop := launch(ctx, browser)
	defer stop()
	if err := chromedp.Do(ctx); err != nil {
		return fmt.Errorf("start %s: %w", browser, err)
	}
	var all result
	for range times {
		began := time.Now()
		s, err := scenario(ctx, url)
		if err != nil {
			return err
		}
		all.ScenarioMs = append(all.ScenarioMs, float64(time.Since(began).Microseconds())/1000)
		all.Shown, all.Passes, all.Offline = s.shown, s.shown == text, s.offline
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

// launch prepares the browser with chromedp's own switches.
func launch(ctx context.Context, path string) (context.Context, context.CancelFunc) {
	options := chromedp.DefaultExecAllocatorOptions[:]
	if path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chrome refuses to sandbox as root
	}
	ctx, endAllocator := chromedp.NewExecAllocator(ctx, options...)
	ctx, endBrowser := chromedp.NewContext(ctx)
	return ctx, func() { endBrowser(); endAllocator() }
}
