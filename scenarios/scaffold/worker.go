package scaffold

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// withoutWorker are the rules that say that no worker is in charge of the pages,
// or of some of them.
var withoutWorker = []string{
	"registration/no-worker", "registration/install-failure", "registration/scope", "script/mime-type", "script/redirect",
}

// inCharge tells why no worker is in charge of the start page, or "" where one
// is. Then it tells what there is against others: a page below may have one of
// its own that fails.
func inCharge(seen *observation.Observations, report finding.Report) (noWorker string, besides []string) {
	var failures []string
	for _, id := range withoutWorker {
		if message := failure(report, id); message != "" {
			failures = append(failures, message)
		}
	}
	switch {
	case report.Worker.Registered && covered(seen, report.Worker):
		return "", failures
	case len(failures) > 0:
		return failures[0], nil
	case !report.Worker.Registered:
		return "no service worker is registered", nil
	}
	return "", nil
}

// covered reports whether the worker is active, and the start page is its own.
func covered(seen *observation.Observations, worker finding.Worker) bool {
	state := observation.WorkerState(worker.State)
	return reading.InScope(worker.Scope, reading.StartPage(seen)) && (state == observation.Activating || state == observation.Activated)
}
