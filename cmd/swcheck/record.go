package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/record"
)

// recordFlags are the flags of record.
type recordFlags struct {
	connectionFlags
	site     siteFlags
	file     string
	force    bool
	headless bool
}

func newRecord(w *world) *cobra.Command {
	var flags recordFlags
	cmd := &cobra.Command{
		Use:   "record [URL]",
		Short: "Write down what you do on a site as a scenario",
		Long: `Opens a site in a browser's window and writes down what is done there, as a
scenario for swcheck run: visits, clicks, what is filled in, the keys Enter and
Escape, reloads and the way back. Elements are named by what is likely to be
there tomorrow too: ids, names, labels, roles, text. Passwords are not written
down; variables of the environment take their place.

What cannot be done in a window is typed here meanwhile, one line each:

` + record.Help + `

Where there is no display the browser has no window; chrome://inspect in another
one shows its page, and everything can be typed here too.

The scenario is written when done is typed, at the end of stdin, at Ctrl-C, and
when the window is closed. A file that is there already is kept: --force
overwrites it.

Exit codes: 0 written, 2 wrong usage or an unwritable file, 3 no browser, or the
site cannot be reached.`,
		Example: `  swcheck record http://localhost:8000 -o scenarios/login.yaml
  printf 'offline\nvisit /talks/\nexpect\ndone\n' | swcheck record localhost:8000`,
		Args:              takesArguments(0, 1, "the URL of a site", "swcheck record http://localhost:8000"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return w.record(cmd.Context(), args, &flags)
		},
	}
	flags.connectionFlags.add(cmd)
	flags.site.add(cmd, "swcheck record http://localhost:8000")
	cmd.Flags().StringVarP(&flags.file, "output", "o", "", "write the scenario to `FILE` (default stdout)")
	cmd.Flags().BoolVar(&flags.force, "force", false, "overwrite FILE where it is there already")
	cmd.Flags().BoolVar(&flags.headless, "headless", false, "open no window, also where there is a display")
	_ = cmd.MarkFlagFilename("output", "yaml", "yml") // fails only for a flag that is not there
	return cmd
}

// record records until its user ends it.
func (w *world) record(ctx context.Context, args []string, flags *recordFlags) error {
	if err := flags.check(); err != nil {
		return err
	}
	targets, said, err := flags.site.read(w, args, true)
	if err != nil {
		return err
	}
	if err := mustLogIn(said.config, usersOf(said.config)); err != nil {
		return err
	}
	p := &plan{target: said.config.Target, options: said.config.Options, serve: said.config.Serve}
	p.target.URL = targets[0].String()
	if err := flags.connect(w, p); err != nil {
		return err
	}
	p.launch.Headed = !flags.headless && (flags.headed || w.showsWindows(p.launch.Path))
	p.launch.Inspect = !p.launch.Headed
	shown := newPlain(w.err, false)
	said.output.to(shown)
	stop, err := startSite(ctx, p.serve, targets[0], shown)
	if err != nil {
		return ended(ctx, err)
	}
	done, err := w.recordIn(ctx, targets[0], p, flags)
	if stopped := stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return ended(ctx, err)
	}
	return w.writeRecording(done, args, flags)
}

// check refuses what would be known only when all is done.
func (f *recordFlags) check() error {
	if f.headed && f.headless {
		return wrongUsage("leave one of them out", "--headed and --headless contradict each other")
	}
	if f.file == "" {
		return nil
	}
	if there, err := os.Stat(f.file); err == nil && there.Mode().IsRegular() && !f.force {
		return wrongUsage("--force overwrites it; or name another file", "%s is there already", f.file)
	}
	folder, err := os.Stat(filepath.Dir(f.file))
	if err == nil && !folder.IsDir() {
		err = fs.ErrNotExist
	}
	return cannotWrite("scenario", f.file, err)
}

// showsWindows tells whether windows can be seen here, and there is a browser
// that has some.
func (w *world) showsWindows(browser string) bool {
	if runtime.GOOS != "darwin" && runtime.GOOS != "windows" && !w.set("DISPLAY") && !w.set("WAYLAND_DISPLAY") {
		return false
	}
	_, err := harness.FindHeaded(browser)
	return err == nil
}

// scenarioName makes a name of the file's: login-offline.yaml is "Login offline".
func scenarioName(file string) string {
	base := filepath.Base(file)
	words := strings.Join(strings.FieldsFunc(strings.TrimSuffix(base, filepath.Ext(base)), func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
	if file == "" || words == "" {
		return ""
	}
	runes := []rune(words)
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}

// tellHow prints where the page can be seen, and what can be typed.
func (w *world) tellHow(target *url.URL, browser *harness.Browser) {
	if address := browser.InspectAddress(); address != "" {
		fmt.Fprintf(w.err, "there is no window: open chrome://inspect in a Chrome on this machine, add %s under Configure, and choose inspect\n", address)
	}
	fmt.Fprintf(w.err, "recording %s; type here:\n%s\n", printable(target.String()), record.Help)
}
