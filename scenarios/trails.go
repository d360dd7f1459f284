package scenarios

import (
	"maps"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// How much of trails a report has that nobody asked for one by one: so many
// URLs, and of each so many steps.
const (
	maxTrails     = 1000
	maxTrailSteps = 30
)

// resourceTrails returns the trails of what the report lists: of its pages
// first, then of the evidence, of what pages used, and of what is stored.
func resourceTrails(o *observation.Observations, report finding.Report) (trails []finding.Trail, more int) {
	urls := listed(report)
	more = max(len(urls)-maxTrails, 0)
	urls = urls[:len(urls)-more]
	steps := map[string][]finding.Step{}
	wanted := map[string]bool{}
	for _, u := range urls {
		wanted[u] = true
	}
	for _, s := range reading.Sessions(o) {
		found := newTracer(o, s).traceAll(func(u string) bool { return wanted[reading.WithoutFragment(u)] })
		for _, u := range slices.Sorted(maps.Keys(found)) {
			steps[u] = append(steps[u], found[u]...)
		}
	}
	slices.Sort(urls)
	for _, u := range urls {
		all := steps[u]
		if len(all) == 0 {
			continue
		}
		beyond := max(len(all)-maxTrailSteps, 0)
		trails = append(trails, finding.Trail{URL: u, Steps: all[:len(all)-beyond], More: beyond})
	}
	return trails, more
}

// listed returns the URLs that the report names, each once.
func listed(report finding.Report) []string {
	var urls []string
	known := map[string]bool{}
	add := func(u string) {
		if u = reading.WithoutFragment(u); u != "" && !known[u] {
			known[u] = true
			urls = append(urls, u)
		}
	}
	for _, p := range report.Pages {
		add(p.URL)
	}
	for _, r := range report.Results {
		for _, e := range r.Evidence {
			add(e.URL)
		}
	}
	add(report.Worker.ScriptURL)
	for _, r := range report.Resources {
		add(r.URL)
	}
	for _, c := range slices.Concat(report.Caches, report.UserCaches) {
		for _, e := range c.Entries {
			add(e.URL)
		}
	}
	return urls
}
