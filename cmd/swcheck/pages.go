package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// A page is text for people, on a terminal of so many columns; 0 is none.
type page struct {
	strings.Builder
	look
	columns int
}

func (w *world) page() *page {
	return &page{look: look{styled: w.colour(false)}, columns: width(w.out)}
}

// print prints the page.
func (p *page) print(out io.Writer, what string) error {
	_, err := io.WriteString(out, p.String())
	return cannotWrite(what, "stdout", err)
}

// roomForTitles is the width from which on a rule is told in one row of a table.
const roomForTitles = 60

// list writes the rules, one row each, with a blank line between categories. What
// does not fit stands below its column, and on narrow terminals below the id.
func (p *page) list(shown []rules.Rule) {
	for i, group := range byCategory(shown) {
		if i > 0 {
			p.WriteByte('\n')
		}
		widest := 0
		for _, r := range group {
			widest = max(widest, len(r.ID))
		}
		for _, r := range group {
			p.row(r, widest)
		}
	}
	ending := "rules; swcheck rules ID explains one"
	if len(shown) == 1 {
		ending = "rule; swcheck rules ID explains it"
	}
	fmt.Fprintf(p, "\n%s\n", p.faint(fmt.Sprintf("%d %s", len(shown), ending)))
}

func byCategory(shown []rules.Rule) [][]rules.Rule {
	var groups [][]rules.Rule
	category := ""
	for _, r := range shown {
		if name, _, _ := strings.Cut(r.ID, "/"); name != category || len(groups) == 0 {
			category, groups = name, append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
	}
	return groups
}

// longestSeverity is the width of the longest word for one.
const longestSeverity = len("warning")

func (p *page) row(r rules.Rule, widest int) {
	word := severityWord(r.Severity)
	if 0 < p.columns && p.columns < roomForTitles {
		fmt.Fprintf(p, "%s  %s\n%s\n", p.bold(r.ID), p.severity(r.Severity, word), p.wrapped("  ", r.Title))
		return
	}
	label := fmt.Sprintf("%-*s  %-*s  ", widest, r.ID, longestSeverity, word)
	lines := strings.Split(p.wrapped(strings.Repeat(" ", len(label)), r.Title), "\n")
	painted := r.ID + strings.Repeat(" ", widest-len(r.ID)+2) + p.severity(r.Severity, word) + strings.Repeat(" ", longestSeverity-len(word)+2)
	lines[0] = painted + lines[0][len(label):]
	fmt.Fprintln(p, strings.Join(lines, "\n"))
}

// wrapped returns prose that is indented, in lines that fit the terminal.
func (p *page) wrapped(indent, text string) string {
	if p.columns > 0 {
		text = wrapWords(text, max(p.columns-len(indent)-1, 10))
	}
	return indent + strings.ReplaceAll(text, "\n", "\n"+indent)
}

// behind returns prose behind a label, below whose end further lines stand.
func (p *page) behind(label, text string) string {
	return label + p.wrapped(strings.Repeat(" ", len(label)), text)[len(label):]
}

func severityWord(s finding.Severity) string {
	if s == finding.Information {
		return "info"
	}
	return string(s)
}

func (p *page) severity(s finding.Severity, word string) string {
	colour := lipgloss.Blue
	switch s {
	case finding.Error:
		colour = lipgloss.Red
	case finding.Warning:
		colour = lipgloss.Yellow
	}
	return p.paint(lipgloss.NewStyle().Foreground(colour), word)
}

// explain writes all that is known of one rule. Prose is no wider than a book's,
// and what is copied, code and addresses, is never broken.
func (p *page) explain(r finding.Rule) {
	p.columns = min(cmp.Or(p.columns, reporter.DefaultWidth), reporter.DefaultWidth)
	fmt.Fprintf(p, "%s (%s)\n\n", p.bold(r.ID), p.severity(r.Severity, string(r.Severity)))
	p.labelled("passes", p.good, r.Title)
	p.labelled("fails", p.bad, r.Failed)
	p.section("Why it matters", p.wrapped("  ", r.Why))
	p.section("How it is detected", p.wrapped("  ", r.Detected))
	p.section("How to fix it", p.wrapped("  ", r.Fix))
	p.section("Before", indent(strings.Trim(r.Before, "\n"), "    "))
	p.section("After", indent(strings.Trim(r.After, "\n"), "    "))
	var demos []string
	for _, f := range failingOn(r.ID) {
		demos = append(demos, "swcheck demo "+f.Name)
	}
	p.section("See it fail", indent(strings.Join(demos, "\n"), "  "))
	p.section("Read more", indent(strings.Join(r.References, "\n"), "  "))
}

func (p *page) labelled(label string, paint func(string) string, text string) {
	const room = len("passes  ")
	lines := p.wrapped(strings.Repeat(" ", room), text)
	fmt.Fprintln(p, paint(label)+strings.Repeat(" ", room-len(label))+lines[room:])
}

func (p *page) section(heading, text string) {
	if strings.TrimSpace(text) != "" {
		fmt.Fprintf(p, "\n%s\n%s\n", p.bold(heading), text)
	}
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimRight(text, " \n"), "\n", "\n"+by)
}
