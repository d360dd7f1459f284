package main

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
)

// explained is --explain.
type explained struct{ given []string }

func (e *explained) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&e.given, "explain", nil, "below the report, follow `URL` through the audit: who asked for it, who answered, where the bytes come from; absolute or relative to the target; repeatable")
	group(cmd, groupJudging, "explain")
	complete(cmd, "explain", cobra.NoFileCompletions)
}

const explainHint = "for example: --explain /talks/ or --explain http://localhost:8000/talks/"

// urls returns what is to be explained, as the engine takes it.
func (e *explained) urls() ([]string, error) {
	var all []string
	for _, given := range e.given {
		u, err := url.Parse(given)
		switch {
		case err != nil:
			return nil, &usageError{text: "--explain " + strconv.Quote(given) + " is no URL", err: plainURLError(err), hint: explainHint}
		case strings.TrimSpace(given) == "":
			return nil, wrongUsage(explainHint, "--explain names no URL")
		case u.Opaque != "": // a host with a port looks like a scheme
			if u, err = parseTarget(given); err != nil {
				return nil, err
			}
		}
		all = append(all, u.String())
	}
	return all, nil
}

// neverAsked returns an error for each URL that was to be explained and that
// nobody asked for in the course of the audit.
func neverAsked(report finding.Report) []error {
	var all []error
	for _, trail := range report.Trails {
		if len(trail.Steps) > 0 {
			continue
		}
		hint := "-v lists what pages asked for; only what is asked for in an audit can be explained"
		if len(trail.Near) > 0 {
			hint = "did you mean " + strings.Join(trail.Near, " or ") + "?"
		}
		all = append(all, wrongUsage(hint, "--explain: nobody asked for %s in the audit of %s", trail.URL, report.Target))
	}
	return all
}

// tellNeverAsked prints those errors and returns the code that they lead to.
func (w *world) tellNeverAsked(report finding.Report) int {
	code := exitOK
	for _, err := range neverAsked(report) {
		printError(w.err, err)
		code = max(code, exitCode(err))
	}
	return code
}
