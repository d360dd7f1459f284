package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/swcheck/swcheck/bench/machine"
	"github.com/swcheck/swcheck/bench/measure"
	"github.com/swcheck/swcheck/bench/table"
)

//go:embed results.md.tmpl
var resultsTemplate string

// render writes the results as a Markdown document.
func render(env machine.Environment, p plan, results []*result, took time.Duration) ([]byte, error) {
	layout, err := template.New("results").Parse(resultsTemplate)
	if err != nil {
		return nil, err
	}
	all := byName{}
	for _, r := range results {
		all[r.name] = r
	}
	var out bytes.Buffer
	err = layout.Execute(&out, map[string]any{
		"Facts":        env.Facts,
		"Date":         time.Now().UTC().Format(time.DateOnly),
		"Took":         took.Round(time.Second),
		"Rounds":       p.rounds,
		"MemoryRounds": p.memoryRounds,
		"MemoryEvery":  memoryEvery,
		"Warm":         p.warm,
		"Costs":        costs(results, all["Playwright"]),
		"Warms":        warms(results, all[bareName]),
		"Goals":        judged(all),
		"Says":         says(results),
		"Failures":     failures(results),
		"Notes":        notes(env),
	})
	// The document is for everybody: no paths of the machine it was written on.
	return bytes.ReplaceAll(out.Bytes(), []byte(filepath.Dir(env.Folder)+"/"), nil), err
}

// costs is the first table: what one whole run costs.
func costs(results []*result, unit *result) []table.Row {
	var rows []table.Row
	for _, r := range results {
		if len(r.runs) == 0 {
			rows = append(rows, table.Row{r.name, r.version, r.asks, "–", "–", "–", "–", "–", "–", "–"})
			continue
		}
		rows = append(rows, table.Row{
			r.name, r.version, r.asks,
			table.Seconds(r.wall()), table.Range(r.walls(), table.Seconds),
			times(r.wall(), unit, (*result).wall),
			table.Seconds(r.cpu()), size(r.pss()), size(r.rss()), size(r.own()),
		})
	}
	return rows
}

// warms is the table of single scenarios in a running browser.
func warms(results []*result, unit *result) []table.Row {
	var rows []table.Row
	for _, r := range results {
		if len(r.warm) == 0 {
			continue
		}
		rows = append(rows, table.Row{
			r.name, table.Milliseconds(measure.Median(r.warm)),
			table.Range(r.warm, table.Milliseconds),
			times(measure.Median(r.warm), unit, func(r *result) time.Duration { return measure.Median(r.warm) }),
			fmt.Sprint(len(r.warm)),
		})
	}
	return rows
}

func judged(all byName) []table.Row {
	var rows []table.Row
	for _, g := range goals {
		figure, ok := g.left(all)
		switch {
		case !ok:
			rows = append(rows, table.Row{g.what, g.limit, "not measured", "–"})
		case figure <= g.most:
			rows = append(rows, table.Row{g.what, g.limit, fmt.Sprintf("%.2f of %.2g", figure, g.most), "met"})
		default:
			rows = append(rows, table.Row{g.what, g.limit, fmt.Sprintf("%.2f of %.2g", figure, g.most), "**missed**"})
		}
	}
	return rows
}

// verdicts is the second table for one site.
type verdicts struct {
	What, Truth string
	Rows        []table.Row
}

func says(results []*result) []verdicts {
	var tables []verdicts
	for _, s := range siteTruths {
		one := verdicts{What: s.what, Truth: "does not open offline"}
		if s.truth == opens {
			one.Truth = "opens offline"
		}
		for _, r := range results {
			a, ok := r.says[s.name]
			if !ok {
				continue
			}
			one.Rows = append(one.Rows, table.Row{r.name, believed(a), grade(a, s.truth), table.Escape(words(a)), reached(a)})
		}
		tables = append(tables, one)
	}
	return tables
}

func believed(a answer) string {
	switch {
	case a.failed != "":
		return "no answer"
	case a.opens == opens:
		return "opens"
	case a.opens == fails:
		return "does not open"
	}
	return "nothing"
}

func grade(a answer, truth opinion) string {
	switch {
	case a.failed != "" || a.opens == silent:
		return "–"
	case a.opens == truth:
		return "right"
	}
	return "**wrong**"
}

func words(a answer) string {
	if a.failed != "" {
		return a.failed
	}
	return a.saying.words
}

func reached(a answer) string {
	if a.reached < 0 {
		return "–"
	}
	return fmt.Sprint(a.reached)
}

func failures(results []*result) []table.Row {
	var rows []table.Row
	for _, r := range results {
		for _, failure := range r.failures {
			rows = append(rows, table.Row{r.name, table.Escape(failure)})
		}
	}
	return rows
}

// notes is what a person wrote of the figures, where one falls short.
func notes(env machine.Environment) string {
	text, err := os.ReadFile(filepath.Join(env.Folder, "NOTES.md"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func times(figure time.Duration, unit *result, of func(*result) time.Duration) string {
	if unit == nil {
		return "–"
	}
	return table.Ratio(figure, of(unit))
}

func size(bytes int64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MB", megabytes(bytes))
}
