package main

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
)

// A check is one line of the doctor's report.
type check struct {
	What   string `json:"check"`
	State  string `json:"state"`
	Found  string `json:"found"`
	Advice string `json:"hint,omitempty"`
}

// The states of a check.
const (
	stateOK      = "ok"
	stateWarning = "warning"
	stateFailed  = "failed"
)

var stateStyles = map[string]lipgloss.Style{
	stateOK:      lipgloss.NewStyle().Foreground(lipgloss.Green),
	stateWarning: lipgloss.NewStyle().Foreground(lipgloss.Yellow),
	stateFailed:  lipgloss.NewStyle().Foreground(lipgloss.Red),
}

// A doctor collects checks.
type doctor struct{ checks []check }

func (d *doctor) add(c check) { d.checks = append(d.checks, c) }

func (d *doctor) ok(what, found string) { d.add(check{What: what, State: stateOK, Found: found}) }

func (d *doctor) warn(what, found, advice string) {
	d.add(check{What: what, State: stateWarning, Found: found, Advice: advice})
}

func (d *doctor) fail(what string, err error) {
	d.add(check{What: what, State: stateFailed, Found: printable(err.Error()), Advice: hintOf(err)})
}

// conclude prints the checks and returns what they lead to.
func (d *doctor) conclude(w *world) error {
	if _, err := io.WriteString(w.out, d.text(width(w.out), w.colour(false))); err != nil {
		return cannotWrite("findings", "stdout", err)
	}
	return conclude(d.code())
}

func (d *doctor) concludeJSON(out io.Writer) error {
	if err := writeJSON(out, d.checks); err != nil {
		return err
	}
	return conclude(d.code())
}

func (d *doctor) code() int {
	for _, c := range d.checks {
		if c.State == stateFailed {
			return exitNotJudged
		}
	}
	return exitOK
}

// narrowest is how many columns the last column must have to be one: on narrower
// terminals what was found stands below the check.
const narrowest = 24

// belowCheck is how far it is indented there.
const belowCheck = 2

// text lays the checks out in columns. A width of 0 is none: each line is as
// long as it is.
func (d *doctor) text(width int, coloured bool) string {
	whats, states := 0, len(stateWarning)
	for _, c := range d.checks {
		whats = max(whats, len(c.What))
	}
	p := &page{columns: width}
	indent := whats + 2 + states + 2
	below := 0 < width && width-indent < narrowest
	if below {
		indent = belowCheck
	}
	blanks := strings.Repeat(" ", indent)
	for _, c := range d.checks {
		state := c.State
		if coloured {
			state = stateStyles[state].Render(state)
		}
		found := p.behind(blanks, c.Found)
		if below {
			fmt.Fprintf(p, "%-*s  %s\n%s\n", whats, c.What, state, found)
		} else {
			fmt.Fprintf(p, "%-*s  %s%*s  %s\n", whats, c.What, state, states-len(c.State), "", found[indent:])
		}
		if c.Advice != "" {
			fmt.Fprintln(p, p.behind(blanks+labelHint, c.Advice))
		}
	}
	return p.String()
}
