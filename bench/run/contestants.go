package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/swcheck/swcheck/bench/machine"
	"github.com/swcheck/swcheck/bench/measure"
)

// task is what a contestant is asked to do.
type task struct {
	url     string
	heading string // the text of the page's first heading, what scripts assert
	times   int    // scenarios in one browser
	report  string // a file that the contestant may write
}

// contestant is one tool, at one version, with one way to be called.
type contestant struct {
	name    string
	version string
	asks    string // what one run does, in a few words
	command func(task) []string
	read    func(measure.Usage, task) (saying, error)
	warm    bool     // can run the scenario several times in one browser
	needs   []string // files without which it cannot run
	env     []string
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

const scenarioSteps = "one page: visit, await control, offline, reload, assert one text"

// contestants are all tools in the order of the tables.
func contestants(env machine.Environment) []contestant {
	return []contestant{
		swcheck(env, "quick"),
		swcheck(env, "standard"),
		lighthouse(env, "6", filepath.Join("lighthouse-cli", "index.js"), readLighthouse6),
		lighthouse(env, "11", filepath.Join("cli", "index.js"), readLighthouse11),
		script(env, "Playwright", "playwright-core", "playwright.mjs"),
		script(env, "Puppeteer", "puppeteer-core", "puppeteer.mjs"),
		program(env, bareName, "bench-bare", "the same steps as bare protocol commands"),
		program(env, harnessName, "bench-scenario", "the same steps through swcheck's harness, with the wire cut"),
	}
}

const (
	bareName    = "bare protocol"
	harnessName = "swcheck scenario"
)

func swcheck(env machine.Environment, profile string) contestant {
	binary := filepath.Join(env.Bin, "swcheck")
	return contestant{
		name: "swcheck " + profile, version: env.SwcheckVersion,
		asks: "audit of the site, profile " + profile,
		command: func(t task) []string {
			return []string{binary, "audit", "--profile", profile, "--format", "json", "--quiet", "--browser", env.Browser, t.url}
		},
		read: readSwcheck, needs: []string{binary},
	}
}

func lighthouse(env machine.Environment, major, cli string, read func(measure.Usage, task) (saying, error)) contestant {
	folder := filepath.Join(env.Modules, "lighthouse-"+major)
	chromeFlags := "--headless"
	if os.Geteuid() == 0 {
		chromeFlags += " --no-sandbox"
	}
	return contestant{
		name: "Lighthouse " + major, version: machine.PackageVersion(folder),
		asks: "audit of one page, PWA category",
		command: func(t task) []string {
			return []string{
				env.Node, filepath.Join(folder, cli), t.url, "--only-categories=pwa", "--quiet",
				"--output=json", "--output-path=" + t.report, "--chrome-flags=" + chromeFlags,
			}
		},
		read: read, needs: []string{filepath.Join(folder, cli)},
		env: []string{"CHROME_PATH=" + env.Browser},
	}
}

func script(env machine.Environment, name, module, file string) contestant {
	folder, path := filepath.Join(env.Modules, module), filepath.Join(env.Folder, "peers", file)
	return contestant{
		name: name, version: machine.PackageVersion(folder), asks: scenarioSteps,
		command: func(t task) []string {
			return []string{env.Node, path, t.url, t.heading, env.Browser, strconv.Itoa(t.times)}
		},
		read: readScript, warm: true, needs: []string{path, folder},
	}
}

func program(env machine.Environment, name, file, asks string) contestant {
	binary := filepath.Join(env.Bin, file)
	return contestant{
		name: name, version: env.SwcheckVersion, asks: asks,
		command: func(t task) []string {
			return []string{binary, "-browser", env.Browser, "-times", strconv.Itoa(t.times), t.url, t.heading}
		},
		read: readScript, warm: true, needs: []string{binary},
	}
}

// choose keeps the contestants whose name matches; an empty expression all.
func choose(all []contestant, expression string) ([]contestant, error) {
	pattern, err := regexp.Compile("(?i)" + expression)
	if err != nil {
		return nil, fmt.Errorf("-only: %w", err)
	}
	var kept []contestant
	for _, c := range all {
		if pattern.MatchString(c.name) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return nil, fmt.Errorf("-only %q matches no contestant", expression)
	}
	return kept, nil
}
