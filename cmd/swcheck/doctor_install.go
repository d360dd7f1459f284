package main

import (
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/install"
)

// installFlags are the flags of doctor that get a browser.
type installFlags struct {
	install bool
	force   bool
	index   string
}

func (f *installFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.install, "install", false, "get a browser before, where none is found")
	flags.BoolVar(&f.force, "force", false, "with --install: get a build of Chrome for Testing also where a browser is found")
	flags.StringVar(&f.index, "index", "", "with --install: take a build from the index of Chrome for Testing at `URL`, and no package; SWCHECK_BROWSER_INDEX does the same")
	complete(cmd, "index", cobra.NoFileCompletions)
}

// check refuses flags that say nothing without --install, and fills in the
// index of the environment.
func (f *installFlags) check(w *world) error {
	switch {
	case !f.install && f.force:
		return wrongUsage("swcheck doctor --install --force", "--force says how --install goes about it, which is not asked for")
	case !f.install && f.index != "":
		return wrongUsage("swcheck doctor --install --index "+f.index, "--index says from where --install takes a browser, which is not asked for")
	}
	if f.index == "" {
		f.index = w.variable("SWCHECK_BROWSER_INDEX")
	}
	return nil
}

// install gets a browser and returns it. One that is named is returned as it is.
func (w *world) install(ctx context.Context, named string, flags *installFlags) (string, error) {
	if named != "" {
		fmt.Fprintf(w.err, "nothing to install: --browser or SWCHECK_BROWSER names %s\n", printable(named))
		return named, nil
	}
	shown := &downloadProgress{out: w.err, live: w.live()}
	result, err := install.Install(ctx, install.Options{
		Find:     func() (string, error) { return harness.Find("") },
		Force:    flags.force,
		Index:    flags.index,
		Proxy:    w.proxy(),
		Say:      shown.line,
		Output:   w.err,
		Progress: shown.progress,
		BeforeForcedEnd: func(act func()) func() {
			return beforeForcedEnd(ctx, act)
		},
	})
	shown.clear()
	switch {
	case wasInterrupted(ctx):
		return "", context.Cause(ctx)
	case err != nil:
		return "", err
	case result.Already:
		shown.line("nothing to install: there is " + result.Path)
		return result.Path, nil
	}
	shown.line("installed " + result.Path)
	if used, err := harness.Find(""); err == nil && used != result.Path {
		shown.line("without --browser or SWCHECK_BROWSER swcheck goes on using " + used)
	}
	return result.Path, nil
}

// downloadProgress shows a download in place on a terminal, and lines that stay.
type downloadProgress struct {
	out  io.Writer
	live bool

	mu    sync.Mutex
	drawn string
}

func (p *downloadProgress) line(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	fmt.Fprintln(p.out, printable(text))
}

func (p *downloadProgress) progress(done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := size(uint64(done))
	if total > 0 {
		text = fmt.Sprintf("%s of %s, %d %%", size(uint64(done)), size(uint64(total)), done*100/total)
	}
	if !p.live || text == p.drawn {
		return
	}
	p.erase()
	fmt.Fprint(p.out, text)
	p.drawn = text
}

func (p *downloadProgress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
}

// erase takes back what was drawn on the line.
func (p *downloadProgress) erase() {
	if p.drawn != "" {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.drawn = ""
	}
}
