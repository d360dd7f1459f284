package reporter

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// trails are what was asked for with --explain, below the report.
func (t text) trails() []string {
	var blocks [][]string
	for _, trail := range t.Trails {
		blocks = append(blocks, t.trail(trail))
	}
	return joinBlocks(blocks...)
}

func (t text) trail(trail finding.Trail) []string {
	lines := t.prose("TRAIL  ", t.bold, label(t.Target, trail.URL), 0)
	if len(trail.Steps) == 0 {
		return append(lines, "  never asked for")
	}
	session := ""
	for _, step := range trail.Steps {
		if step.Session != session {
			session = step.Session
			lines = append(lines, t.bold(clean(session)))
		}
		for _, m := range step.Before {
			lines = append(lines, t.prose("  ", t.faint, "— "+momentOf(m)+" —", 0)...)
		}
		lines = append(lines, t.prose("  "+moment(step.AtMs)+"  ", t.faint, t.step(trail, step), 0)...)
	}
	return lines
}

// step is one sentence: on which network, who asked, who answered, and with
// whose bytes.
func (t text) step(trail finding.Trail, step finding.Step) string {
	parts := []string{t.askedBy(trail, step), answeredBy(step) + t.redirect(step)}
	if step.From != nil {
		parts = append(parts, from(step))
	}
	if step.Nobody && step.RedirectedTo != "" {
		parts = append(parts, "nobody is logged in")
	}
	said := strings.Join(parts, ", ")
	if step.Network != "" {
		said = clean(step.Network) + ": " + said
	}
	return said
}

// moment is a time after the session's start, of one width for the first
// hundred seconds.
func moment(ms *float64) string {
	if ms == nil {
		return "      ?"
	}
	return fmt.Sprintf("%5.2f s", *ms/1000)
}

func (t text) askedBy(trail finding.Trail, step finding.Step) string {
	switch {
	case step.By == finding.ByWorker:
		return "asked by the worker itself"
	case step.By == finding.ByBrowser:
		return "asked by the browser itself"
	case step.Page == "":
		return "asked by a page"
	case step.Page == trail.URL:
		return clean(step.Visit)
	}
	return "asked by " + label(t.Target, step.Page) + " (" + clean(step.Visit) + ")"
}

// answerers are the words for who answered; other words are shown as they are.
var answerers = map[string]string{
	"network": "answered by the network", "http-cache": "answered from the browser's own cache",
	"cache-storage": "answered from the cache", "worker": "made by the worker",
	"router": "answered by a static route", "nobody": "not answered", "": "answered by nobody knows whom",
}

func answeredBy(step finding.Step) string {
	said, known := answerers[step.ServedBy]
	if !known {
		said = "answered by " + clean(step.ServedBy)
	}
	if step.Cache != "" {
		said += " " + clean(step.Cache)
	}
	if step.Memory {
		said = "still in the page's memory, once " + said
	}
	if step.Status != 0 {
		said += fmt.Sprintf(" with %d", step.Status)
	}
	if step.Error != "" {
		said += " (" + clean(step.Error) + ")"
	}
	return said
}

// redirect tells where it led, if it did. Where only the last answer is known, that is what
// the status is of.
func (t text) redirect(step finding.Step) string {
	if step.RedirectedTo == "" {
		return ""
	}
	to := label(t.Target, step.RedirectedTo)
	if step.Status >= 300 && step.Status < 400 {
		return " to " + to
	}
	return " after a redirect to " + to
}

// wires are the words for what becomes of the wire; other states are shown as they
// are.
var wires = map[string]string{
	"online": "the wire is mended", "offline": "the wire is cut",
	"lie-fi": "the wire takes everything and never answers",
}

// momentOf tells what changed.
func momentOf(m finding.Moment) string {
	switch m.Kind {
	case finding.MomentLogin:
		return clean(m.User) + " logs in"
	case finding.MomentLogout:
		return clean(m.User) + " logs out"
	case finding.MomentExpiry:
		return "the login of " + clean(m.User) + " ends: its cookies are removed"
	case finding.MomentDeploy:
		return "build " + clean(m.Build) + " is deployed"
	}
	if said, known := wires[m.Network]; known {
		return said
	}
	return "the network is switched to " + clean(m.Network)
}

// from tells where the bytes come from. What came over the wire just now is
// its own origin.
func from(step finding.Step) string {
	f := step.From
	var facts []string
	if step.ServedBy != "network" {
		facts = append(facts, "fetched at "+strings.TrimSpace(moment(&f.AtMs)))
	}
	if f.Build != "" {
		facts = append(facts, "build "+clean(f.Build))
	}
	if f.User != "" {
		facts = append(facts, "as "+clean(f.User))
	}
	if len(facts) == 0 {
		return fmt.Sprintf("exchange %d", f.Exchange)
	}
	return fmt.Sprintf("exchange %d (%s)", f.Exchange, strings.Join(facts, ", "))
}
