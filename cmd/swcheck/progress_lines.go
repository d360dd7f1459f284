package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// What the rows of the live progress are.
const (
	partsOfAudit = "experiments"
	partsOfRun   = "scenarios"
)

// How much of a terminal the parts of a line take, in columns.
const (
	roomForBars    = 60 // narrower terminals show numbers alone
	barColumns     = 10
	narrowName     = 16
	shortestTarget = 8
)

// lines returns the region, of at most so many columns and lines. A line that
// wrapped would be two lines, and the next move up would be short; and so would
// it be where the region is taller than the terminal.
func (l *live) lines(columns, lines int) []string {
	all := []string{l.head(columns)}
	shown := l.fitting(lines - 2) // the head, and the line on which the cursor stands
	name := nameColumns(shown, columns)
	for _, r := range shown {
		all = append(all, l.row(r, name, columns))
	}
	if left := unfinished(l.rows) - unfinished(shown); left > 0 {
		all = append(all, l.faint(fmt.Sprintf("  %s and %d more", l.more, left)))
	}
	for i, line := range all {
		all[i] = ansi.Truncate(line, columns-1, l.more)
	}
	return all
}

// fitting returns the rows for which there is room: those that have ended give
// way first.
func (l *live) fitting(room int) []liveRow {
	rows := l.rows
	if len(rows) > room {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r liveRow) bool { return r.over })
	}
	if len(rows) > room {
		rows = rows[:max(room-1, 0)] // and a line that counts the others
	}
	return rows
}

func unfinished(rows []liveRow) int {
	n := 0
	for _, r := range rows {
		if !r.over {
			n++
		}
	}
	return n
}

// head tells of the whole: what is looked at, for how long, how much is done.
func (l *live) head(columns int) string {
	mark, clock := l.spinner[l.frame%len(l.spinner)], seconds(l.now().Sub(l.began))
	tail := clock
	switch {
	case l.tally.planned == 0:
	case columns < roomForBars:
		tail += fmt.Sprintf("  %d/%d", l.tally.ended, l.tally.planned)
	default:
		tail += fmt.Sprintf("  %d of %d %s", l.tally.ended, l.tally.planned, l.parts)
	}
	if l.tally.failed > 0 {
		tail += l.bad(fmt.Sprintf(", %d failed", l.tally.failed))
	}
	if l.tally.planned > 0 && columns >= roomForBars {
		tail += "  " + l.progressBar(l.tally.ended, l.tally.planned, 2*barColumns)
	}
	// The numbers matter more than the end of a long URL.
	target := ansi.Truncate(printable(l.target), max(columns-ansi.StringWidth(tail)-4, shortestTarget), l.more)
	return mark + " " + l.bold(target) + "  " + tail
}

func nameColumns(rows []liveRow, columns int) int {
	widest := 0
	for _, r := range rows {
		widest = max(widest, ansi.StringWidth(printable(r.of)))
	}
	if columns < roomForBars {
		return min(widest, narrowName)
	}
	return min(widest, columns*2/5)
}

// row tells of one part: its name, since when, what it does now.
func (l *live) row(r liveRow, name, columns int) string {
	mark, took := l.spinner[l.frame%len(l.spinner)], l.now().Sub(r.began)
	if r.over {
		mark, took = l.good(l.done), r.took
	}
	if r.failed {
		mark = l.bad(l.cross)
	}
	if r.stopped {
		mark = l.faint("-")
	}
	called := ansi.Truncate(printable(r.of), name, l.more)
	called += strings.Repeat(" ", name-ansi.StringWidth(called))
	switch {
	case r.over:
		return "  " + mark + l.faint(fmt.Sprintf(" %s %6s", called, seconds(took)))
	case columns < roomForBars: // what is done says more than since when
		return "  " + mark + " " + called + "  " + l.doing(r.step, columns)
	}
	return fmt.Sprintf("  %s %s %6s  %s", mark, called, seconds(took), l.doing(r.step, columns))
}

// doing tells what a part does now, how far it is, and on which page.
func (l *live) doing(s step, columns int) string {
	parts := []string{printable(s.doing)}
	switch {
	case s.total > 0 && columns < roomForBars:
		parts = slices.Insert(parts, 0, fmt.Sprintf("%d/%d", s.done, s.total))
	case s.total > 0:
		parts = append(parts, fmt.Sprintf("%s %d of %d", l.progressBar(s.done, s.total, barColumns), s.done, s.total))
	}
	if s.page != "" {
		parts = append(parts, printable(s.page))
	}
	return strings.Join(parts, "  ")
}
