package reporter

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// A narrow terminal has no room for the strategy, a wide one has some for the
// cache's name.
const (
	roomForStrategy = 56
	roomForCache    = 100
)

// pages is the table of pages, and below it what the gateway saw of the wire.
func (t text) pages(limit int) []string {
	shown, hidden := t.worthShowing(limit)
	var lines []string
	if len(shown) > 0 {
		lines = t.pageTable(shown)
	}
	if len(hidden) > 0 {
		for _, line := range t.prose("", t.plain, t.morePages(hidden), 0) {
			lines = append(lines, t.faint(line))
		}
	}
	return append(lines, t.wire()...)
}

// worthShowing picks the pages for which there is room (0: for all): those that
// do not open whole offline before those that do. Both lists keep the order of
// the visits.
func (t text) worthShowing(limit int) (shown, hidden []finding.Page) {
	pages := t.Pages
	if limit <= 0 || len(pages) <= limit {
		return pages, nil
	}
	trouble := 0
	for _, p := range pages {
		if !t.whole(p.Offline) {
			trouble++
		}
	}
	fine := max(limit-trouble, 0)
	for _, p := range pages {
		room := len(shown) < limit
		if t.whole(p.Offline) {
			room = fine > 0
			fine--
		}
		if room {
			shown = append(shown, p)
		} else {
			hidden = append(hidden, p)
		}
	}
	return shown, hidden
}

// morePages counts the rows left out, and says whether one of them is worth
// looking at. Of pages that were not tried offline it says nothing.
func (t text) morePages(hidden []finding.Page) string {
	opened, tried, lack := 0, 0, 0
	for _, p := range hidden {
		if p.Offline != nil {
			tried++
		}
		if opens(p.Offline) {
			opened++
		}
		if t.lacks(p.Offline) > 0 {
			lack++
		}
	}
	more := fmt.Sprintf("… and %d more", len(hidden))
	switch {
	case tried < len(hidden):
		return more
	case opened == 0:
		return more + "; none of them opens offline"
	case opened == tried:
		more += "; they open offline"
	default:
		more += fmt.Sprintf("; %d of them open offline", opened)
	}
	if lack > 0 {
		more += fmt.Sprintf(", %d without some of their parts", lack)
	}
	return more
}

func opens(p *finding.PageResult) bool { return p != nil && p.Shows == finding.ShowsPage && p.Ready }

// wire is the witness line; without pages seen offline there is none.
func (t text) wire() []string {
	cut := false
	for _, p := range t.Pages {
		cut = cut || p.Offline != nil
	}
	if !cut && t.Offline.RequestsLeaked == 0 {
		return nil
	}
	said, paint := witness(t.Offline), t.faint
	if t.Offline.RequestsLeaked > 0 {
		paint = t.bad
	}
	if f := t.Offline.Fallback; f.Present && f.URL != "" {
		url := label(t.Target, f.URL)
		if !t.piped {
			url = elideMiddle(url, t.room("")) // on one line
		}
		said += "; the fallback page is " + url
	}
	lines := t.prose("", t.plain, said, 0)
	for i := range lines {
		lines[i] = paint(lines[i])
	}
	return lines
}

func (t text) pageTable(pages []finding.Page) []string {
	head := []string{"PAGE", "ONLINE", "OFFLINE"}
	if t.width >= roomForStrategy {
		head = append(head, "STRATEGY")
	}
	rows, urls := [][]string{}, []string{}
	for _, p := range pages {
		urls = append(urls, p.URL)
		row := []string{label(t.Target, p.URL), t.online(p.Online), t.offline(p.Offline), strategy(p)}
		rows = append(rows, row[:len(head)])
	}
	return t.columns(head, rows, 0, urls...)
}

func strategy(p finding.Page) string {
	return elide(clean(string(p.Strategy)), len(finding.StaleWhileRevalidate))
}

func (t text) online(p finding.PageOnline) string {
	switch {
	case p.Status == 0:
		return t.bad("no answer")
	case p.Status >= 400:
		return t.warn(fmt.Sprint(p.Status))
	case !p.Ready:
		return t.warn("not ready")
	}
	return t.good("ok")
}

func (t text) offline(p *finding.PageResult) string {
	switch {
	case p == nil:
		return t.faint("not tried")
	case t.lacks(p) > 0:
		return t.warn("ok") + t.from(p) + t.warn(fmt.Sprintf(", lacks %d", t.lacks(p)))
	case opens(p):
		return t.good("ok") + t.from(p)
	case p.Shows == finding.ShowsPage:
		return t.warn("incomplete") + t.from(p)
	case p.Shows == finding.ShowsFallback:
		return t.warn("fallback page") + t.from(p)
	case p.Shows == finding.ShowsShell:
		return t.warn("shell only") + t.from(p)
	case p.Shows == finding.ShowsOther:
		return t.bad("another page") + t.from(p)
	case p.Shows == finding.ShowsError:
		return t.bad("browser error")
	}
	return t.bad(elide(clean(string(p.Shows)), len("fallback page")))
}

// from names the cache that answered, where there is room.
func (t text) from(p *finding.PageResult) string {
	switch {
	case t.width < roomForCache:
		return ""
	case p.Cache != "":
		return t.faint(" from " + elide(clean(p.Cache), 24))
	case p.ServedBy == "worker":
		return t.faint(" made by the worker")
	}
	return ""
}

// columns lays out a table without lines, two blanks between columns. The
// flexible column gives way when the terminal is too narrow, and links to the
// URLs, where they are given, of the rows.
func (t text) columns(head []string, rows [][]string, flexible int, urls ...string) []string {
	rest := 0
	for column := range head {
		if column == flexible {
			continue
		}
		needs := ansi.StringWidth(head[column])
		for _, row := range rows {
			needs = max(needs, ansi.StringWidth(row[column]))
		}
		rest += needs + 2
	}
	for i, row := range rows {
		row[flexible] = elideMiddle(row[flexible], max(t.width-rest, 8))
		if i < len(urls) {
			row[flexible] = t.linked(urls[i], row[flexible])
		}
	}
	painted := make([]string, len(head))
	for i, h := range head {
		painted[i] = t.faint(h)
	}
	return strings.Split(bare().Headers(painted...).Rows(rows...).String(), "\n")
}

// bare is a table without any border.
func bare() *table.Table {
	return table.New().
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderHeader(false).BorderColumn(false).BorderRow(false).Wrap(false).
		StyleFunc(func(_, column int) lipgloss.Style {
			if column == 0 {
				return lipgloss.NewStyle()
			}
			return lipgloss.NewStyle().PaddingLeft(2)
		})
}
