// Command played holds played deploys against real ones. Each site of
// bench/sites of which both builds were made is audited twice: once with its
// own build B, which another server has, and once with the one that the gateway
// makes out of build A; and all that again with a lifetime of ten minutes on
// everything. It prints a table of what the rules about deploys found, both
// ways.
//
//	bench/sites/build.sh && bench/sites/build.sh -b
//	go run ./bench/sites/played [-profile NAME] [-browser PATH] [-save DIR] [SITE…] > bench/sites/PLAYED.md
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
)

func main() {
	var o options
	flag.StringVar(&o.root, "root", filepath.Join("bench", "sites"), "folder with the sites, each with dist and dist-b")
	flag.StringVar(&o.browser, "browser", os.Getenv("SWCHECK_BROWSER"), "the `PATH` of the browser")
	flag.StringVar(&o.profile, "profile", scenarios.DefaultProfile, "the `NAME` of the profile")
	flag.StringVar(&o.save, "save", "", "write what was seen to `DIR`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "played:", err)
		os.Exit(1)
	}
}

type options struct{ root, browser, profile, save string }

// lifetimes are those that the servers send.
var lifetimes = []time.Duration{0, 10 * time.Minute}

func run(ctx context.Context, o options, only []string) error {
	sites, err := sitesIn(o.root, only)
	if err != nil {
		return err
	}
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: o.browser})
	if err != nil {
		return err
	}
	defer browser.Close()
	var rows []row
	for _, site := range sites {
		for _, age := range lifetimes {
			fmt.Fprintf(os.Stderr, "%s, max-age %v\n", filepath.Base(site), age)
			r, err := compare(ctx, browser, o, site, age)
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(site), err)
			}
			rows = append(rows, r)
		}
	}
	return write(os.Stdout, browser.Info().Product, rows)
}

// sitesIn returns the folders of the sites of which both builds were made.
func sitesIn(root string, only []string) ([]string, error) {
	made, err := filepath.Glob(filepath.Join(root, "*", "dist-b"))
	if err != nil {
		return nil, err
	}
	var sites []string
	for _, folder := range made {
		site := filepath.Dir(folder)
		if len(only) == 0 || slices.Contains(only, filepath.Base(site)) {
			sites = append(sites, site)
		}
	}
	if len(sites) == 0 {
		return nil, errors.New("no site has both builds\nhint: make them with bench/sites/build.sh and bench/sites/build.sh -b")
	}
	return sites, nil
}
