package scenarios

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	_ "github.com/swcheck/swcheck/scenarios/rules/all" // fills the catalogue
)

// JudgeOptions say which rules of the profile are judged, and how severe they
// are.
type JudgeOptions struct {
	Only     []string                    // globs; none means all
	Skip     []string                    // globs
	Severity map[string]finding.Severity // by id, in place of the rule's own

	// Explain are URLs whose trails the report shows, absolute or relative to
	// the target.
	Explain []string

	// Trails tells that the report has the trails of the pages, of what they used
	// and of what the caches hold, and the timelines of the worker.
	Trails bool
}

// Judge makes the report of what was seen. It needs no browser: it has the
// rules judge, and folds the observations into what a reader wants to know.
// Rules that need an experiment which is no part of the profile are left out.
func Judge(o *observation.Observations, options JudgeOptions) finding.Report {
	strategies := reading.NewStrategies(o)
	report := finding.Report{
		SchemaVersion: finding.SchemaVersion,
		Tool:          finding.Tool(o.Tool),
		Browser:       finding.Browser{Product: o.Browser.Product, Path: o.Browser.Path, Sandbox: o.Browser.Sandbox},
		Target:        o.Target, Profile: o.Profile,
		StartedAt: o.StartedAt, DurationMs: o.Duration, Partial: o.Partial,
		Notes:  notes(o),
		Worker: foldWorker(o), UserCaches: foldUserCaches(o), Pages: foldPages(o, strategies), Offline: foldOffline(o),
		Results: []finding.Result{},
	}
	report.Caches, report.MoreCaches = foldCaches(storedCaches(o))
	report.Resources, report.MoreResources = foldResources(o, strategies)
	for _, rule := range rulesOf(o.Profile, options.Only, options.Skip) {
		verdict, broken := judge(rule, o)
		if severity, set := options.Severity[rule.ID]; set {
			verdict.Severity = severity
		}
		report.Results = append(report.Results, finding.Join(rule.Rule, verdict))
		if broken {
			// A report without one of its rules is not whole, and must not pass.
			report.Partial = true
			report.Notes = append(report.Notes, "the rule "+rule.ID+" itself failed; please report it with the saved observations")
		}
	}
	report.Conclude()
	for _, url := range options.Explain {
		report.Trails = append(report.Trails, Explain(o, url))
	}
	if options.Trails {
		report.ResourceTrails, report.MoreResourceTrails = resourceTrails(o, report)
		report.Timelines = timelines(o)
	}
	return report
}

// judge has one rule judge. A rule that panics has met something that nobody
// thought of, and is broken; the others go on.
func judge(rule rules.Rule, o *observation.Observations) (verdict finding.Verdict, broken bool) {
	defer func() {
		if r := recover(); r != nil {
			verdict, broken = finding.CannotTell(fmt.Sprintf("the rule itself failed: %v", r)), true
		}
	}()
	return rule.Judge(o), false
}
