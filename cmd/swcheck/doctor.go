package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// doctorLimit bounds all checks together; the canary takes about a second.
const doctorLimit = 30 * time.Second

func newDoctor(w *world) *cobra.Command {
	var flags auditFlags
	var pathOnly bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Is there a browser, and can it be trusted for offline tests?",
		Long: `Looks for a browser, starts it and lets it prove itself: offline, a page behind
a worker that only forwards must fail, and a precached page must open (the
canary, which also runs beside every audit).

Exit codes: 0 all is well (warnings included), 3 audits are not possible.`,
		Args: takesArguments(0, 0, "no arguments", "swcheck doctor"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			path := flags.browserPath(w)
			if pathOnly {
				found, err := harness.Find(path)
				if err != nil {
					return err
				}
				fmt.Fprintln(w.out, found)
				return nil
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), doctorLimit)
			defer cancel()
			d := doctor{out: w.out}
			d.examine(ctx, path)
			if wasInterrupted(cmd.Context()) {
				return errInterrupted
			}
			return d.conclude()
		},
	}
	cmd.Flags().StringVar(&flags.browser, "browser", "", "`PATH` of the browser, or the ws:// or http:// address of a running one; SWCHECK_BROWSER does the same")
	cmd.Flags().BoolVar(&pathOnly, "path", false, "only print the path of the browser")
	return cmd
}

// A check is one line of the doctor's report.
type check struct {
	what, state, found, advice string
}

// The states of a check.
const (
	stateOK      = "ok"
	stateWarning = "warning"
	stateFailed  = "failed"
)

type doctor struct {
	out    io.Writer
	checks []check
}

func (d *doctor) add(what, state, found, advice string) {
	d.checks = append(d.checks, check{what, state, found, advice})
}

func (d *doctor) fail(what string, err error) {
	d.add(what, stateFailed, printable(err.Error()), hintOf(err))
}

// examine does the checks in turn and stops where one makes the next pointless.
func (d *doctor) examine(ctx context.Context, path string) {
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: path})
	if err != nil {
		d.fail("browser", err)
		return
	}
	defer browser.Close()
	info := browser.Info()
	d.add("browser", stateOK, info.Path, "")
	d.add("version", stateOK, info.Product, "")
	d.sandbox(info)
	canary, err := browser.RunCanary(ctx)
	if err != nil {
		d.fail("canary", err)
		return
	}
	d.canary(canary)
}

func (d *doctor) sandbox(info observation.Browser) {
	switch {
	case info.Remote:
		d.add("sandbox", stateWarning, "not known: the browser was started by somebody else; its HTTPS is tunnelled without stamps",
			"let swcheck start the browser where you can")
	case !info.Sandbox:
		d.add("sandbox", stateWarning, "off, because swcheck runs as root", "run it as an ordinary user, above all on sites that you do not trust")
	default:
		d.add("sandbox", stateOK, "on", "")
	}
}

func (d *doctor) canary(c observation.Canary) {
	if !c.Passed {
		d.add("canary", stateFailed, "this browser cannot be trusted for offline tests: "+printable(c.Reason), "try another browser with --browser")
		return
	}
	d.add("canary", stateOK, fmt.Sprintf("offline, a pass-through worker failed, a precached page opened, %d requests left the browser (%.1f s)",
		c.Leaked, c.Duration/1000), "")
}

// conclude prints the checks and returns what they lead to.
func (d *doctor) conclude() error {
	code := exitOK
	table := tabwriter.NewWriter(d.out, 0, 0, 2, ' ', 0)
	for _, c := range d.checks {
		fmt.Fprintf(table, "%s\t%s\t%s\n", c.what, c.state, c.found)
		if c.advice != "" {
			fmt.Fprintf(table, "\t\thint: %s\n", c.advice)
		}
		if c.state == stateFailed {
			code = exitNotJudged
		}
	}
	if err := table.Flush(); err != nil {
		return cannotWrite("findings", "stdout", err)
	}
	return conclude(code)
}
