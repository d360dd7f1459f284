package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/finding"
)

// A row is one site, with one lifetime, both ways.
type row struct {
	site         string
	age          time.Duration
	real, played outcome
}

// write prints the table, and below it what the played deploys could not do.
func write(w io.Writer, browser string, rows []row) error {
	p := printer{w: w}
	p.line("# Played against real")
	p.line("")
	p.line("What the rules about deploys find where a site's own build B takes the place of build A, and where the gateway plays a build B that it makes out of A. Made by `go run ./bench/sites/played` with %s; `README.md` tells of the sites. Loads are those that show anything of build A before the first that shows nothing of it, per page; the loads in the tab beside the one that stays open are counted, and those after all tabs were closed.", browser)
	p.line("")
	p.line("| site | max-age | loads, real | loads, played | findings, real | findings, played | |")
	p.line("| --- | --- | --- | --- | --- | --- | --- |")
	for _, r := range rows {
		p.line("| %s | %.0f | %s | %s | %s | %s | %s |", r.site, r.age.Seconds(), list(r.real.loads), list(r.played.loads),
			list(findings(r.real, finding.Fail)), list(findings(r.played, finding.Fail)), r.verdict())
	}
	p.line("")
	p.line("## How the gateway took each site to version itself")
	p.line("")
	p.line("| site | recognised | limits |")
	p.line("| --- | --- | --- |")
	for _, r := range rows {
		if r.age == 0 {
			p.line("| %s | %s | %s |", r.site, list(r.played.recognised), list(r.played.limits))
		}
	}
	return p.err
}

// verdict tells whether both ways say the same. That a played deploy cannot tell
// something is no contradiction.
func (r row) verdict() string {
	var unlike, open []string
	for _, real := range r.real.results {
		played, ok := resultOf(r.played, real.Rule)
		fails := real.Outcome == finding.Fail
		switch {
		case !ok:
			unlike = append(unlike, real.Rule+" is missing")
		case fails && played.Outcome == finding.Inconclusive:
			open = append(open, real.Rule)
		case fails != (played.Outcome == finding.Fail):
			unlike = append(unlike, fmt.Sprintf("%s: %s, played %s", real.Rule, real.Outcome, played.Outcome))
		}
	}
	if !slices.Equal(r.real.loads, r.played.loads) {
		unlike = append(unlike, "loads")
	}
	switch {
	case len(unlike) > 0:
		return "differs: " + strings.Join(unlike, ", ")
	case len(open) > 0:
		return "played cannot tell: " + strings.Join(open, ", ")
	}
	return "same"
}

func resultOf(o outcome, rule string) (finding.Result, bool) {
	for _, r := range o.results {
		if r.Rule == rule {
			return r, true
		}
	}
	return finding.Result{}, false
}

// findings returns the rules with the outcome.
func findings(o outcome, with finding.Outcome) []string {
	var ids []string
	for _, r := range o.results {
		if r.Outcome == with {
			ids = append(ids, r.Rule)
		}
	}
	return ids
}

// list joins what stands in one cell. Bars would end it.
func list(all []string) string {
	if len(all) == 0 {
		return "–"
	}
	return strings.ReplaceAll(strings.Join(all, "<br>"), "|", `\|`)
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, values ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", values...)
	}
}
