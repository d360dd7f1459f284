package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/harness"
)

// doctorLimit bounds the checks of a browser that has started; the canary takes
// about a second.
const doctorLimit = 30 * time.Second

// doctorFlags are the flags of doctor.
type doctorFlags struct {
	installFlags
	connectionFlags // of which it takes --browser alone
	config          string
	pathOnly        bool
	asJSON          bool
}

func newDoctor(w *world) *cobra.Command {
	var flags doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor [URL]",
		Short: "Check the browser and what else audits need, or get a browser",
		Long: `Looks for a browser, starts it and lets it prove itself: offline, a page behind
a worker that only forwards must fail, and a precached page must open (the
canary; audits run it once for each browser program and remember that it
passed). Then it looks at what audits need besides: fonts, room in the temporary
folder, the configuration, and whether the target answers: that of the call, or
else the one in swcheck.yaml. Each is ok, a warning, or failed, with what to do.

With --install it gets a browser before that, where none is found: with apt-get,
dnf or apk, as root or with a sudo that asks for no password; with brew on a Mac
and winget on Windows; where that is not possible, a build of Chrome for
Testing, compared with its published checksum, into the user's cache folder.
What was got is what is checked then.

Exit codes: 0 all is well (warnings included), 2 wrong usage, 3 audits are not
possible.`,
		Example: `  swcheck doctor
  swcheck doctor http://localhost:8000
  swcheck doctor --install
  swcheck doctor --install --force --path
  swcheck doctor --install --index https://mirror.example.org/chrome-for-testing.json`,
		Args: takesArguments(0, 1, "one URL at most", "swcheck doctor http://localhost:8000"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.pathOnly && (flags.asJSON || len(args) > 0) {
				return wrongUsage("swcheck doctor --path", "--path prints the path and checks nothing")
			}
			targets, err := parseTargets(args)
			if err != nil {
				return err
			}
			if err := flags.installFlags.check(w); err != nil {
				return err
			}
			return w.doctor(cmd, targets, &flags)
		},
	}
	flags.installFlags.add(cmd)
	set := cmd.Flags()
	set.StringVar(&flags.browser, "browser", "", "`PATH` of the browser, or the ws:// or http:// address of a running one; SWCHECK_BROWSER does the same")
	set.StringVar(&flags.config, "config", "", "check the configuration in `FILE` (default swcheck.yaml, where there is one)")
	set.BoolVar(&flags.pathOnly, "path", false, "only print the path of the browser")
	set.BoolVar(&flags.asJSON, "json", false, "print the checks as JSON")
	_ = cmd.MarkFlagFilename("config", "yaml", "yml") // fails only for a flag that is not there
	return cmd
}

func (w *world) doctor(cmd *cobra.Command, targets []*url.URL, flags *doctorFlags) error {
	path := flags.browserPath(w)
	if flags.install {
		installed, err := w.install(cmd.Context(), path, &flags.installFlags)
		if err != nil {
			return err
		}
		path = installed
	}
	if flags.pathOnly {
		return w.printPath(path)
	}
	d := &doctor{}
	d.examine(cmd.Context(), path)
	d.room(os.TempDir())
	configured := d.configuration(w, cmd, flags.config)
	reached := d.target(cmd.Context(), targets, configured)
	d.proxies(w, reached)
	if wasInterrupted(cmd.Context()) {
		return context.Cause(cmd.Context())
	}
	if flags.asJSON {
		return d.concludeJSON(w.out)
	}
	return d.conclude(w)
}

func (w *world) printPath(asked string) error {
	found, err := harness.Find(asked)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.out, found)
	return cannotWrite("path", "stdout", err)
}
