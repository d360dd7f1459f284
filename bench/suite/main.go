// Command suite measures what many scenarios cost: one file of swcheck's beside
// the same steps as tests of Playwright's, in the same Chromium, in turn and in
// one run. It writes bench/SCENARIOS.md. Start it by `make bench`, which sets up
// what it needs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/swcheck/swcheck/bench/machine"
)

// plan is how much to measure.
type plan struct {
	rounds    int // timed runs of each contestant
	scenarios int // in one run
	limit     time.Duration
}

func main() {
	var p plan
	flag.IntVar(&p.rounds, "rounds", 5, "timed runs of each contestant")
	flag.IntVar(&p.scenarios, "scenarios", 50, "scenarios in one run")
	flag.DurationVar(&p.limit, "limit", 5*time.Minute, "time limit of one run")
	folder := flag.String("bench", "bench", "folder of the benchmark")
	browser := flag.String("browser", "chromium-headless-shell", "the browser that all contestants drive")
	out := flag.String("o", filepath.Join("bench", "SCENARIOS.md"), "where to write the results, - for the standard output")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, p, *folder, *browser, *out); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, p plan, folder, browser, out string) error {
	if p.rounds < 1 || p.scenarios < 1 {
		return errors.New("at least one round and one scenario are needed")
	}
	env, err := machine.LookAround(ctx, folder, browser)
	if err != nil {
		return err
	}
	began := time.Now()
	results, err := measureAll(ctx, p, contestants(env))
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errors.New("interrupted, no results written")
	}
	document, err := render(env, p, results, time.Since(began))
	if err != nil {
		return err
	}
	if out == "-" {
		_, err := os.Stdout.Write(document)
		return err
	}
	if err := os.WriteFile(out, document, 0o644); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "wrote", out)
	return nil
}
