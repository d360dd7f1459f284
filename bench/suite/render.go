package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"path/filepath"
	"text/template"
	"time"

	"github.com/swcheck/swcheck/bench/machine"
	"github.com/swcheck/swcheck/bench/measure"
	"github.com/swcheck/swcheck/bench/table"
)

//go:embed scenarios.md.tmpl
var documentTemplate string

// render writes the results as a Markdown document.
func render(env machine.Environment, p plan, results []*result, took time.Duration) ([]byte, error) {
	layout, err := template.New("scenarios").Parse(documentTemplate)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = layout.Execute(&out, map[string]any{
		"Facts":     env.Facts,
		"Date":      time.Now().UTC().Format(time.DateOnly),
		"Took":      took.Round(time.Second),
		"Rounds":    p.rounds,
		"Scenarios": p.scenarios,
		"Unit":      playwrightDefault,
		"Costs":     costs(p, results),
		"Failures":  failures(results),
	})
	// The document is for everybody: no paths of the machine it was written on.
	return bytes.ReplaceAll(out.Bytes(), []byte(filepath.Dir(env.Folder)+"/"), nil), err
}

// costs is the table. Its ratios are to the contestant of the name
// playwrightDefault.
func costs(p plan, results []*result) []table.Row {
	unit := &result{}
	for _, r := range results {
		if r.name == playwrightDefault {
			unit = r
		}
	}
	var rows []table.Row
	for _, r := range results {
		rows = append(rows, r.row(p.scenarios, unit))
	}
	return rows
}

func (r *result) row(scenarios int, unit *result) table.Row {
	head := table.Row{r.name, r.version, fmt.Sprint(r.workers)}
	if len(r.runs) == 0 {
		return append(head, table.None, table.None, table.None, table.None, table.None, table.None, table.None, r.controlled())
	}
	return append(head,
		table.Seconds(r.wall()), table.Range(r.walls(), table.Seconds),
		table.Milliseconds(r.wall()/time.Duration(scenarios)), table.Ratio(r.wall(), unit.wall()),
		table.Seconds(r.cpu()), table.Ratio(r.cpu(), unit.cpu()),
		fmt.Sprintf("%.1f", float64(r.requests())/float64(scenarios)), r.controlled(),
	)
}

func (r *result) controlled() string {
	if r.control == "" {
		return table.None
	}
	return r.control
}

func (r *result) walls() []time.Duration {
	return figures(r.runs, func(one run) time.Duration { return one.Wall })
}

func (r *result) wall() time.Duration { return measure.Median(r.walls()) }

func (r *result) cpu() time.Duration {
	return measure.Median(figures(r.runs, func(one run) time.Duration { return one.CPU }))
}

func (r *result) requests() int {
	return measure.Median(figures(r.runs, func(one run) int { return one.requests }))
}

func figures[T any](runs []run, of func(run) T) []T {
	values := make([]T, 0, len(runs))
	for _, one := range runs {
		values = append(values, of(one))
	}
	return values
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
