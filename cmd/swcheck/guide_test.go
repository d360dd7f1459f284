package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateGuide = flag.Bool("update-guide", false, "write what the commands of docs/ci.md print into it instead of comparing")

// TestGuideForCI runs docs/ci.md from its begin to its end: it writes the files
// that the page shows, does what stands after each $, and compares what is
// printed with what stands below.
func TestGuideForCI(t *testing.T) {
	page := filepath.Join(root, "docs", "ci.md")
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	g := newGuide(t)
	got := g.follow(string(content))
	if *updateGuide {
		if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(steadied(string(content)), steadied(got)); diff != "" {
		t.Errorf("docs/ci.md differs (-page +printed); go test ./cmd/swcheck -run TestGuideForCI -update-guide accepts it:\n%s", diff)
	}
}

// What differs from run to run and from machine to machine.
var (
	moments  = regexp.MustCompile(`\d+(\.\d+)? (ms|s)\b`)
	browsers = regexp.MustCompile(`HeadlessChrome/[\d.]+`)
	days     = regexp.MustCompile(`\b\d{4}-\d\d-\d\d \d\d:\d\d UTC`)
	sandbox  = regexp.MustCompile(`(?m)^note: the browser ran without its sandbox\n`)

	// details are lines of a report that it leaves out or cuts where there is
	// less room: a note more or less on another machine changes them.
	details = regexp.MustCompile(`(?m)^( |[A-Z]+ +HOW |KIND |scripts|styles|images|documents|data|other).*\n|^\n`)
)

// steadied is the page with the lines of its reports that are always there.
func steadied(page string) string {
	page = days.ReplaceAllString(moments.ReplaceAllString(page, "0 s"), "a day")
	page = sandbox.ReplaceAllString(browsers.ReplaceAllString(page, "HeadlessChrome/0"), "")
	return consoles.ReplaceAllStringFunc(page, func(block string) string { return details.ReplaceAllString(block, "") })
}

var consoles = regexp.MustCompile("(?ms)^```console\n.*?^```$")

// A guide is followed in a folder of its own, with a port of its own in the
// place of the one on the page.
type guide struct {
	t            *testing.T
	folder, port string
	last         int // exit code of the last command
}

func newGuide(t *testing.T) *guide {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return &guide{t: t, folder: t.TempDir(), port: port}
}

const pagePort = "8000"

// follow returns the page with what its commands print now.
func (g *guide) follow(page string) string {
	var out strings.Builder
	var block []string
	opening := ""
	for line := range strings.Lines(page) {
		switch {
		case opening == "" && strings.HasPrefix(line, "```"):
			opening, block = strings.TrimSpace(strings.TrimPrefix(line, "```")), nil
			out.WriteString(line)
		case opening != "" && strings.HasPrefix(line, "```"):
			out.WriteString(g.do(opening, block))
			out.WriteString(line)
			opening = ""
		case opening != "":
			block = append(block, line)
		default:
			out.WriteString(line)
		}
	}
	return out.String()
}

// do does what a block says, and returns it as it is then.
func (g *guide) do(opening string, block []string) string {
	kind, name, _ := strings.Cut(opening, " ")
	if kind != "console" {
		text := strings.Join(block, "")
		if name != "" {
			g.write(name, strings.ReplaceAll(text, pagePort, g.port))
		}
		return text
	}
	var out strings.Builder
	for _, line := range block {
		if command, is := strings.CutPrefix(line, "$ "); is {
			out.WriteString(line + g.run(strings.TrimSpace(command)))
		}
	}
	return out.String()
}

func (g *guide) write(name, text string) {
	path := filepath.Join(g.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		g.t.Fatal(err)
	}
}

// progressLines are what stays of the progress where it is not on a terminal.
var progressLines = regexp.MustCompile(`(?m)^(serve|canary|first-visit|return-visit|offline|✓|✗)[: ].*\n`)

// run runs a command line in a shell, and returns what it prints: results, and
// what it has to say besides.
func (g *guide) run(command string) string {
	line := fmt.Sprintf("(exit %d); %s", g.last, strings.ReplaceAll(command, pagePort, g.port))
	cmd := exec.CommandContext(g.t.Context(), "sh", "-c", line)
	cmd.Dir = g.folder
	cmd.Env = append(os.Environ(), "PATH="+g.programs()+string(os.PathListSeparator)+os.Getenv("PATH"), "NO_COLOR=1", "GITHUB_STEP_SUMMARY=")
	var told strings.Builder
	cmd.Stderr = &told
	printed, err := cmd.Output()
	g.last = 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		g.last = exit.ExitCode()
	case err != nil:
		g.t.Fatal(err)
	}
	text := string(printed) + progressLines.ReplaceAllString(told.String(), "")
	return strings.ReplaceAll(text, g.port, pagePort)
}

// programs returns the folder in which this program is found as swcheck, as
// scripts find it.
func (g *guide) programs() string {
	folder := filepath.Join(g.folder, ".programs")
	self, err := os.Executable()
	if err == nil {
		err = os.MkdirAll(folder, 0o777)
	}
	if err == nil && !exists(filepath.Join(folder, "swcheck")) {
		err = os.Symlink(self, filepath.Join(folder, "swcheck"))
	}
	if err != nil {
		g.t.Fatal(err)
	}
	return folder
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
