package reporter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// kindNames are the plurals of the kinds.
var kindNames = map[finding.ResourceKind]string{
	finding.KindDocument: "documents", finding.KindScript: "scripts", finding.KindStyle: "styles",
	finding.KindImage: "images", finding.KindFont: "fonts", finding.KindData: "data", finding.KindOther: "other",
}

const notSeen = "not seen" // in place of a strategy

// kindsForm is how much room the strategies by kind take.
type kindsForm int

const (
	kindsTable kindsForm = iota
	kindsLine            // without the documents, which the table of pages tells of
	noKinds
)

// kinds tells by kind how the worker answered for what pages used. Where
// nothing of it was seen, such as on a site without a worker, it is left out.
func (t text) kinds(form kindsForm) []string {
	seen := slices.ContainsFunc(t.Resources, func(r finding.Resource) bool { return r.Strategy != "" })
	if form == noKinds || !seen {
		return nil
	}
	rows := [][]string{}
	for _, kind := range finding.ResourceKinds() {
		said := strategiesOf(t.Resources, kind)
		if said != "" && (form == kindsTable || kind != finding.KindDocument) {
			rows = append(rows, []string{kindNames[kind], said})
		}
	}
	if form == kindsTable {
		return t.columns([]string{"KIND", "HOW THE WORKER ANSWERS"}, rows, 1)
	}
	parts := make([]string, len(rows))
	for i, row := range rows {
		parts[i] = row[0] + ": " + row[1]
	}
	if len(parts) == 0 {
		return nil
	}
	said := strings.Join(parts, " · ")
	if t.piped {
		return t.prose("", t.faint, said, 0)
	}
	return []string{t.faint(elide(said, t.width))}
}

// strategiesOf counts the strategies of a kind, the most frequent first.
func strategiesOf(all []finding.Resource, kind finding.ResourceKind) string {
	numbers := map[string]int{}
	for _, r := range all {
		if r.Kind == kind {
			numbers[strategyOf(r)]++
		}
	}
	names := slices.SortedFunc(maps.Keys(numbers), func(a, b string) int {
		return cmp.Or(numbers[b]-numbers[a], strings.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", numbers[name], name)
	}
	return strings.Join(names, ", ")
}

func strategyOf(r finding.Resource) string {
	return cmp.Or(elide(clean(string(r.Strategy)), len(finding.StaleWhileRevalidate)), notSeen)
}

// resources lists each URL, with -v.
func (t text) resources() []string {
	if len(t.Resources) == 0 {
		return nil
	}
	head := []string{"RESOURCE", "KIND", "STRATEGY"}
	if t.width < roomForStrategy {
		head = []string{"RESOURCE", "STRATEGY"}
	}
	rows := [][]string{}
	for _, kind := range finding.ResourceKinds() {
		for _, r := range t.Resources {
			if r.Kind == kind {
				row := []string{label(t.Target, r.URL), string(kind), strategyOf(r)}
				rows = append(rows, append(row[:len(head)-1], row[2]))
			}
		}
	}
	lines := t.columns(head, rows, 0)
	if t.MoreResources > 0 {
		lines = append(lines, t.faint(fmt.Sprintf("… and %d more", t.MoreResources)))
	}
	return lines
}
