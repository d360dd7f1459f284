package scenarios

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// notes are what a reader of the report must know to judge it himself.
func notes(o *observation.Observations) []string {
	var all []string
	if start := auditedURL(o); start != "" && start != o.Target {
		all = append(all, fmt.Sprintf("%s redirects to another origin; this is a report about %s", o.Target, start))
	}
	if !o.Browser.Remote && !o.Browser.Sandbox {
		all = append(all, "the browser ran without its sandbox")
	}
	if o.Browser.Remote {
		all = append(all, "the browser was not started by swcheck: responses over HTTPS are not numbered, and what needs that is inconclusive")
	}
	for _, name := range o.Unused {
		all = append(all, fmt.Sprintf("not used: the %s of the configuration, which profile %s leaves out; --profile %s makes use of it", name, o.Profile, DefaultProfile))
	}
	return append(all, partials(o.Incomplete)...)
}

// partials tell what is missing. An experiment has parts that go on side by side
// and may all end in one way, and several may want the same advice: both are told
// once.
func partials(missing []observation.Incomplete) []string {
	var all []string
	told := map[string]bool{}
	for _, i := range missing {
		what := i.Experiment + ": " + i.Reason
		if told[what] {
			continue
		}
		told[what] = true
		if told[i.Hint] {
			i.Hint = ""
		}
		told[i.Hint] = true
		all = append(all, partial(i))
	}
	return all
}

// partial tells what is missing and why, and what to do about it.
func partial(i observation.Incomplete) string {
	note := fmt.Sprintf("partial: %s: %s", i.Experiment, i.Reason)
	if i.Hint == "" {
		return note
	}
	if !strings.ContainsAny(note[len(note)-1:], ".?!") {
		note += "."
	}
	return note + " hint: " + i.Hint
}

// auditedURL returns the URL that the experiments really began at.
func auditedURL(o *observation.Observations) string {
	switch {
	case o.FirstVisit != nil:
		return o.FirstVisit.Visit.URL
	case o.Offline != nil && len(o.Offline.Pages) > 0:
		return o.Offline.Pages[0].URL
	}
	return ""
}
