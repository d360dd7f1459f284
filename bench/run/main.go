// Command run measures swcheck beside its peers: the same page, the same
// Chromium, in turn and in one run. It writes bench/RESULTS.md. Start it by
// `make bench`, which sets up what it needs.
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
	rounds       int // timed runs of each contestant
	memoryRounds int // runs with memory sampling, whose times are not used
	warm         int // scenarios per round in a running browser, the first not counted
	limit        time.Duration
}

func main() {
	var p plan
	flag.IntVar(&p.rounds, "rounds", 7, "timed runs of each contestant")
	flag.IntVar(&p.memoryRounds, "memory-rounds", 3, "runs of each contestant with memory sampled")
	flag.IntVar(&p.warm, "warm", 10, "scenarios per round in a running browser")
	flag.DurationVar(&p.limit, "limit", 2*time.Minute, "time limit of one run")
	folder := flag.String("bench", "bench", "folder of the benchmark")
	browser := flag.String("browser", "chromium-headless-shell", "the browser that all contestants drive")
	only := flag.String("only", "", "measure only contestants whose name matches this regular expression")
	out := flag.String("o", filepath.Join("bench", "RESULTS.md"), "where to write the results, - for the standard output")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, p, *folder, *browser, *only, *out); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, p plan, folder, browser, only, out string) error {
	env, err := machine.LookAround(ctx, folder, browser)
	if err != nil {
		return err
	}
	fields, err := choose(contestants(env), only)
	if err != nil {
		return err
	}
	sites, err := startSites()
	if err != nil {
		return err
	}
	defer sites.close()

	began := time.Now()
	results := measureAll(ctx, p, fields, sites)
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
