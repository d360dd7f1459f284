package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"
)

//go:embed results.md.tmpl
var resultsTemplate string

// render writes the results as a Markdown document.
func render(env environment, p plan, results []*result, took time.Duration) ([]byte, error) {
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
		"Facts":        env.facts,
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
	return bytes.ReplaceAll(out.Bytes(), []byte(filepath.Dir(env.folder)+"/"), nil), err
}

type row []string

// costs is the first table: what one whole run costs.
func costs(results []*result, unit *result) []row {
	var rows []row
	for _, r := range results {
		if len(r.runs) == 0 {
			rows = append(rows, row{r.name, r.version, r.asks, "–", "–", "–", "–", "–", "–", "–"})
			continue
		}
		walls := r.walls()
		rows = append(rows, row{
			r.name, r.version, r.asks,
			seconds(r.wall()), seconds(slices.Min(walls)) + " – " + seconds(slices.Max(walls)),
			times(r.wall(), unit, (*result).wall),
			seconds(r.cpu()), size(r.pss()), size(r.rss()), size(r.own()),
		})
	}
	return rows
}

// warms is the table of single scenarios in a running browser.
func warms(results []*result, unit *result) []row {
	var rows []row
	for _, r := range results {
		if len(r.warm) == 0 {
			continue
		}
		rows = append(rows, row{
			r.name, milliseconds(median(r.warm)),
			milliseconds(slices.Min(r.warm)) + " – " + milliseconds(slices.Max(r.warm)),
			times(median(r.warm), unit, func(r *result) time.Duration { return median(r.warm) }),
			fmt.Sprint(len(r.warm)),
		})
	}
	return rows
}

func judged(all byName) []row {
	var rows []row
	for _, g := range goals {
		figure, ok := g.left(all)
		switch {
		case !ok:
			rows = append(rows, row{g.what, g.limit, "not measured", "–"})
		case figure <= g.most:
			rows = append(rows, row{g.what, g.limit, fmt.Sprintf("%.2f of %.2g", figure, g.most), "met"})
		default:
			rows = append(rows, row{g.what, g.limit, fmt.Sprintf("%.2f of %.2g", figure, g.most), "**missed**"})
		}
	}
	return rows
}

// verdicts is the second table for one site.
type verdicts struct {
	What, Truth string
	Rows        []row
}

func says(results []*result) []verdicts {
	var tables []verdicts
	for _, s := range siteTruths {
		table := verdicts{What: s.what, Truth: "does not open offline"}
		if s.truth == opens {
			table.Truth = "opens offline"
		}
		for _, r := range results {
			a, ok := r.says[s.name]
			if !ok {
				continue
			}
			table.Rows = append(table.Rows, row{r.name, believed(a), grade(a, s.truth), escape(words(a)), reached(a)})
		}
		tables = append(tables, table)
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

func failures(results []*result) []row {
	var rows []row
	for _, r := range results {
		for _, failure := range r.failures {
			rows = append(rows, row{r.name, escape(failure)})
		}
	}
	return rows
}

// notes is what a person wrote of the figures, where one falls short.
func notes(env environment) string {
	text, err := os.ReadFile(filepath.Join(env.folder, "NOTES.md"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func times(figure time.Duration, unit *result, of func(*result) time.Duration) string {
	if unit == nil || of(unit) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", float64(figure)/float64(of(unit)))
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%d ms", d.Milliseconds()) }

func size(bytes int64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MB", megabytes(bytes))
}

// escape keeps a text inside one cell of a Markdown table.
func escape(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}
