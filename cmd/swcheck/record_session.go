package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/record"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/serve"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// lastWords is how long a page may take to tell what was done last.
const lastWords = 3 * time.Second

// A recording is what was done, as a scenario.
type recording struct {
	text      []byte
	variables []string // of the environment, which it needs
}

// recordIn opens the site and returns what was done there.
func (w *world) recordIn(ctx context.Context, target *url.URL, p *plan, flags *recordFlags) (done recording, err error) {
	browser, err := harness.Launch(ctx, p.launch)
	if err != nil {
		return recording{}, err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	session, err := browser.NewSession(ctx, harness.SessionOptions{
		Base: target.String(), Header: p.target.Header, Cookies: p.target.Cookies, Insecure: p.target.Insecure, Ready: p.target.Ready,
	})
	if err != nil {
		return recording{}, err
	}
	defer session.Close()
	steps, undo := suite.World(p.target)
	defer func() { err = errors.Join(err, undo(ctx)) }()
	told := &told{out: w.err}
	recorder, err := record.Start(ctx, session, record.Options{
		Name: scenarioName(flags.file), Target: target.String(), World: steps, Lookup: w.env,
		Reading: readingOf(p.target, filepath.Dir(flags.file)), Added: told.step,
	})
	if err != nil {
		return recording{}, err
	}
	defer recorder.Stop()
	visit, err := session.Visit(ctx, target.String())
	if err != nil {
		return recording{}, err
	}
	if visit.Error != "" {
		return recording{}, scenarios.Unreachable(visit, session.Exchanges())
	}
	w.tellHow(target, browser)
	w.follow(ctx, recorder, browser, told)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	text := recorder.Scenario(last)
	return recording{text: text, variables: recorder.Variables()}, nil
}

// follow does what is typed until the recording is ended.
func (w *world) follow(ctx context.Context, recorder *record.Recorder, browser *harness.Browser, told *told) {
	lines := linesOf(w.in)
	for {
		select {
		case line, more := <-lines:
			switch line = strings.TrimSpace(line); {
			case !more || line == "done":
				return
			case line == "help":
				told.line(record.Help)
			default:
				if err := recorder.Enter(ctx, line); err != nil && ctx.Err() == nil {
					told.error(err)
				}
			}
		case <-recorder.Closed():
			told.line("the window was closed")
			return
		case <-browser.Gone():
			return
		case <-ctx.Done():
			return
		}
	}
}

// linesOf reads lines as they come. Nothing ends a read of a terminal but the
// program's end.
func linesOf(in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	return lines
}

// readingOf is what typed steps are read in. Files and folders that they name are
// relative to the folder of the file that is written.
func readingOf(target scenarios.Target, folder string) script.Reading {
	around := suite.Around(target)
	return script.Reading{
		Users: around.Users, Logout: around.Logout,
		Open:   func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(folder, name)) },
		Folder: func(name string) (fs.FS, error) { return os.DirFS(filepath.Join(folder, name)), nil },
		Command: func(setting, line string) func(context.Context) error {
			return serve.Command{Name: setting, Line: line, Folder: folder}.Run
		},
	}
}

func (w *world) writeRecording(done recording, args []string, flags *recordFlags) error {
	if flags.file == "" {
		_, err := w.out.Write(done.text)
		return cannotWrite("scenario", "stdout", err)
	}
	if err := os.WriteFile(flags.file, done.text, 0o666); err != nil {
		return cannotWrite("scenario", flags.file, err)
	}
	fmt.Fprintf(w.err, "wrote %s; run it: %s\n", flags.file, flags.run(done.variables, args))
	return nil
}

// run returns the command line that runs the scenario on the site that it was
// recorded on. Headers and cookies are left out: they are secrets.
func (f *recordFlags) run(variables, args []string) string {
	var words []string
	for _, name := range variables {
		words = append(words, name+"=…")
	}
	words = append(words, "swcheck", "run", shellWord(f.file))
	if f.site.config != "" {
		words = append(words, "--config", shellWord(f.site.config))
	}
	if len(args) > 0 {
		words = append(words, "--target", shellWord(args[0]))
	}
	if f.insecure {
		words = append(words, "--insecure")
	}
	return strings.Join(words, " ")
}

// told prints what is recorded. Steps come from the page while lines are typed.
type told struct {
	mu  sync.Mutex
	out io.Writer
}

func (t *told) line(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintln(t.out, printableLines(text))
}

func (t *told) step(text string) { t.line("  - " + printable(text)) }

func (t *told) error(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	printError(t.out, err)
}
