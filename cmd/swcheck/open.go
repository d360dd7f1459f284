package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/cli/browser"

	"github.com/swcheck/swcheck/reporter"
)

const openUsage = "open the HTML report in your web browser at the end: that of --format html=FILE, or else one in the folder for temporary files"

// withOpened sees to it that --open has a report to open. The rule: where the
// call names a file for html, it is that one; otherwise one is written to a new
// file in the folder for temporary files, which only its owner may read, and
// whose name is told.
func (f *outputFlags) withOpened(all []output, formats []reporter.Format) ([]output, error) {
	if !f.open {
		return all, nil
	}
	printed := false
	for i, o := range all {
		switch {
		case o.format.Name != "html":
		case o.path == "":
			printed = true
		default:
			all[i].opens = true
			return all, nil
		}
	}
	if printed {
		return nil, wrongUsage("give it a file: --format html=report.html", "--open cannot open what goes to stdout")
	}
	html, err := findFormat("html", formats)
	if err != nil {
		return nil, err
	}
	return append(all, output{format: html, opens: true, temporary: true}), nil
}

// newTemporary creates the file for an output that has no name.
func newTemporary() (path string, err error) {
	file, err := os.CreateTemp("", "swcheck-*.html")
	if err != nil {
		return "", cannotWrite("html report", os.TempDir(), err)
	}
	return file.Name(), file.Close()
}

// openBrowser opens a file with whatever the system has for it.
func openBrowser(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard // browsers talk to themselves
	return withOpener(opener(), browser.OpenURL(fileURL(path)))
}

// opener returns the program that the library takes to open something, "" where
// there is none, or the system does it without one.
func opener() string {
	for _, name := range openers() {
		if _, err := exec.LookPath(name); err == nil {
			return name
		}
	}
	return ""
}

// openers are what the library looks for, in its order.
func openers() []string {
	switch runtime.GOOS {
	case "windows":
		return nil
	case "darwin":
		return []string{"open"}
	}
	return []string{xdgOpen, "x-www-browser", "www-browser", "wslview"}
}

// xdgOpen is the opener that heeds BROWSER.
const xdgOpen = "xdg-open"

// withOpener words how an opener ended, which does not name itself.
func withOpener(name string, err error) error {
	var ended *exec.ExitError
	if name == "" || !errors.As(err, &ended) {
		return err
	}
	return wrongUsage(openHint(name), "%s ended with %v", name, ended)
}

// openHint says how to see a report that the opener did not open.
func openHint(opener string) string {
	hint := "open it by hand"
	if opener == xdgOpen {
		hint += ", or name a browser for " + xdgOpen + " in the environment: BROWSER=firefox"
	}
	return hint
}

// fileURL returns the address of a file, whatever stands in its name.
func fileURL(path string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// openLimit is how long an opener is waited for. Most end at once; some stay as
// long as the browser does, and have then done what they should.
const openLimit = 3 * time.Second

// openReport opens a report that was written. That it cannot be opened is no
// failure: the report is there, and where is told.
func (w *world) openReport(path string) {
	told := silence{w.err}
	if why := w.cannotOpen(); why != "" {
		told.note(path + " is not opened: " + why)
		return
	}
	patience, cancel := context.WithTimeout(context.Background(), openLimit)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- w.open(path) }()
	select {
	case err := <-ended:
		if err != nil {
			// Only told: the exit code is for what the report says.
			printError(w.err, &usageError{text: path + " could not be opened", err: err, hint: cmp.Or(hintOf(err), openHint(""))})
			return
		}
	case <-patience.Done():
	}
	told.note("opened " + path)
}

// cannotOpen tells why nobody could look at what is opened here; "" where
// somebody can.
func (w *world) cannotOpen() string {
	switch {
	case w.inCI():
		return "this is a job of a CI server"
	case runtime.GOOS == "windows", runtime.GOOS == "darwin":
		return ""
	case w.set("DISPLAY"), w.set("WAYLAND_DISPLAY"), w.set("WSL_DISTRO_NAME"), w.set("BROWSER"):
		return ""
	}
	return "there is no display here"
}
