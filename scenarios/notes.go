package scenarios

import (
	"fmt"

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
	for _, i := range o.Incomplete {
		all = append(all, fmt.Sprintf("partial: %s: %s", i.Experiment, i.Reason))
	}
	return all
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
