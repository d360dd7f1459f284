// Pictures makes the pictures of the documentation: the HTML report of a fixture
// with a fault, as the project's own browser shows it.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/demo"
	"github.com/swcheck/swcheck/testsite"
)

// fixture has findings of two severities, and pages that open all the same.
const fixture = "no-fallback"

// A picture is a place in the report at a width, in CSS pixels.
type picture struct {
	name          string
	place         string // the id of what is at the top; "" is the top of the page
	width, height int
}

var pictures = []picture{
	{"report", "", 1280, 1000},
	{"report-pages", "r0-pages", 1280, 1000},
	{"report-worker", "r0-life", 1280, 800},
	{"report-phone", "", 400, 860},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, filepath.Join("docs", "pictures")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil { // of a fresh clone
		return err
	}
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	page, err := report(ctx, browser)
	if err != nil {
		return err
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}))
	defer server.Close()
	for _, p := range pictures {
		if err := p.take(ctx, browser, server.URL, folder); err != nil {
			return fmt.Errorf("picture %s: %w", p.name, err)
		}
	}
	return nil
}

// report audits the fixture and writes its page.
func report(ctx context.Context, browser *harness.Browser) ([]byte, error) {
	site, err := testsite.Start(fixture)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	seen, err := scenarios.Gather(ctx, browser, demo.Target(site), scenarios.Options{Pictures: 60})
	if err != nil {
		return nil, err
	}
	format, _ := reporter.Find("html")
	var out bytes.Buffer
	judged := scenarios.Judge(seen, scenarios.JudgeOptions{Trails: true})
	err = format.Write(&out, []finding.Report{judged}, reporter.Options{})
	return out.Bytes(), err
}

func (p picture) take(ctx context.Context, browser *harness.Browser, url, folder string) error {
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: url, Width: p.width, Height: p.height})
	if err != nil {
		return err
	}
	defer session.Close()
	if _, err := session.Visit(ctx, "/#"+p.place); err != nil {
		return err
	}
	taken, err := session.Tab().Picture(ctx, p.width)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, p.name+".webp"), taken.Data, 0o644)
}
