package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"text/template"

	"github.com/swcheck/swcheck/bench/machine"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// task is what a contestant is asked to run.
type task struct {
	site      site
	scenarios int
	scratch   string // a folder of the run's own
}

// call is a command with what is added to its environment.
type call struct {
	command []string
	env     []string
}

// contestant is one tool with one number of scenarios side by side.
type contestant struct {
	name    string
	version string
	workers int // that run scenarios side by side, as we know or expect it
	command func(task) (call, error)
	read    func(output []byte) (outcome, error)
	needs   []string // files without which it cannot run
}

// missing names the first file that the contestant lacks.
func (c contestant) missing() string {
	for _, file := range c.needs {
		if _, err := os.Stat(file); err != nil {
			return file
		}
	}
	return ""
}

// playwrightDefault is the contestant that the ratios are to.
const playwrightDefault = "Playwright"

// contestants are each tool with its own default, and then with each other
// number of workers that is worth a look.
func contestants(env machine.Environment) []contestant {
	own, its := suite.DefaultParallel(), playwrightWorkers(runtime.NumCPU())
	all := []contestant{swcheck(env, "swcheck run", own)}
	for _, n := range compared(own, its) {
		all = append(all, swcheck(env, fmt.Sprintf("swcheck run --parallel %d", n), n, "--parallel", strconv.Itoa(n)))
	}
	all = append(all, playwright(env, playwrightDefault, its))
	for _, n := range compared(its, own) {
		flag := fmt.Sprintf("--workers=%d", n)
		all = append(all, playwright(env, playwrightDefault+" "+flag, n, flag))
	}
	return all
}

// playwrightWorkers is Playwright's default, half of the logical cores. The
// results tell how many it says it had.
func playwrightWorkers(cores int) int { return max(1, cores/2) }

// compared are one, two and the default of the other tool, without the tool's
// own default.
func compared(own, others int) []int {
	numbers := []int{1, 2, others}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	return slices.DeleteFunc(numbers, func(n int) bool { return n == own })
}

func swcheck(env machine.Environment, name string, workers int, flags ...string) contestant {
	binary := filepath.Join(env.Bin, "swcheck")
	return contestant{
		name: name, version: env.SwcheckVersion, workers: workers,
		command: func(t task) (call, error) {
			file := filepath.Join(t.scratch, "scenarios.yaml")
			if err := writeScenarios(file, t); err != nil {
				return call{}, err
			}
			command := []string{binary, "run", file, "--target", t.site.URL(), "--format", "json", "--quiet", "--browser", env.Browser}
			return call{command: append(command, flags...)}, nil
		},
		read: readSwcheck, needs: []string{binary},
	}
}

func playwright(env machine.Environment, name string, workers int, flags ...string) contestant {
	folder := filepath.Join(env.Modules, "@playwright", "test")
	config := filepath.Join(env.Folder, "peers", "suite", "playwright.config.mjs")
	return contestant{
		name: name, version: machine.PackageVersion(folder), workers: workers,
		command: func(t task) (call, error) {
			command := []string{env.Node, filepath.Join(folder, "cli.js"), "test", "--config", config}
			return call{command: append(command, flags...), env: []string{
				"BENCH_URL=" + t.site.URL(), "BENCH_TITLE=" + t.site.Title, "BENCH_HEADING=" + t.site.Heading,
				"BENCH_SCENARIOS=" + strconv.Itoa(t.scenarios), "BENCH_BROWSER=" + env.Browser, "BENCH_SCRATCH=" + t.scratch,
			}}, nil
		},
		read: readPlaywright, needs: []string{folder, config},
	}
}

//go:embed scenarios.yaml.tmpl
var scenariosTemplate string

// writeScenarios writes the file that swcheck runs.
func writeScenarios(path string, t task) error {
	layout, err := template.New("scenarios").Parse(scenariosTemplate)
	if err != nil {
		return err
	}
	visitors := make([]int, t.scenarios)
	for i := range visitors {
		visitors[i] = i + 1
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return layout.Execute(file, map[string]any{
		"Visitors": visitors, "Title": t.site.Title, "Heading": t.site.Heading,
	})
}
