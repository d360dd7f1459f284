// Command cmd audits the fixtures of the test site and prints the table of
// rules and fixtures. Its exit code is 1 where something is not as expected.
//
//	go run ./scenarios/sweep/cmd [-browser PATH] [-profile NAME] [-save DIR] [-own] [-focused] [FIXTURE…]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/sweep"
)

func main() {
	path := flag.String("browser", os.Getenv("SWCHECK_BROWSER"), "the `PATH` of the browser")
	parallel := flag.Int("parallel", runtime.NumCPU(), "audit `N` fixtures at once")
	profile := flag.String("profile", "", "audit with the profile `NAME`, whatever the fixtures say")
	save := flag.String("save", "", "write what was seen of each fixture to `DIR`")
	own := flag.Bool("own", false, "deploy each fixture's own build B, where a deploy would be played")
	focused := flag.Bool("focused", false, "leave out of broken fixtures' audits what no rule that must fail there needs")
	flag.Parse()
	scope := sweep.Whole
	if *focused {
		scope = sweep.Focused
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ok, err := run(ctx, *path, *profile, *save, scope, *parallel, *own, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "sweep:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

func run(ctx context.Context, path, profile, save string, scope sweep.Scope, parallel int, own bool, names []string) (ok bool, err error) {
	chosen, err := choose(names)
	if err != nil {
		return false, err
	}
	for i := range chosen {
		if own {
			chosen[i].Deploy = fixtures.OwnDeploy
		}
	}
	for i := range chosen {
		if profile != "" {
			chosen[i].Profile = profile
		}
	}
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: path})
	if err != nil {
		return false, err
	}
	defer browser.Close()
	results := sweep.All(ctx, browser, chosen, scope, parallel, func(r sweep.Result) { tell(r, save) })
	fmt.Fprintln(os.Stderr)
	ok = true
	for _, r := range results {
		ok = ok && len(r.Problems) == 0
	}
	return ok, sweep.WriteTable(os.Stdout, results)
}

func choose(names []string) ([]fixtures.Fixture, error) {
	if len(names) == 0 {
		return fixtures.All(), nil
	}
	var chosen []fixtures.Fixture
	for _, name := range names {
		f, err := fixtures.Find(name)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, f)
	}
	return chosen, nil
}

// tell shows that something goes on, and keeps what was seen where asked.
func tell(r sweep.Result, folder string) {
	sign := "."
	if len(r.Problems) > 0 {
		sign = "!"
	}
	fmt.Fprint(os.Stderr, sign)
	if folder == "" || r.Seen == nil {
		return
	}
	if err := saveTo(filepath.Join(folder, r.Fixture.Name+".json"), r); err != nil {
		fmt.Fprintln(os.Stderr, "sweep:", err)
	}
}

func saveTo(name string, r sweep.Result) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := scenarios.Save(file, r.Seen); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
