// Package reportertest holds hand-made reports, one of every kind, which the
// formats are tested on. Each call makes a fresh one, concluded and ready.
package reportertest

import (
	"time"

	"github.com/swcheck/swcheck/finding"
)

const origin = "http://127.0.0.1:8000"

// All returns every report by the name of its kind.
func All() map[string]finding.Report {
	return map[string]finding.Report{
		"findings":     Findings(),
		"sound":        Sound(),
		"no-worker":    NoWorker(),
		"pass-through": PassThrough(),
		"hostile":      Hostile(),
		"partial":      Partial(),
		"empty":        Empty(),
		"large":        Large(),
		"explained":    Explained(),
		"known":        Known(),
		"browsable":    Browsable(),
		"lacking":      Lacking(),
	}
}

// base is what all reports share.
func base(worker finding.Worker, pages []finding.Page, results ...finding.Result) finding.Report {
	r := finding.Report{
		SchemaVersion: finding.SchemaVersion,
		Tool:          finding.Tool{Name: "swcheck", Version: "0.1.0"},
		Browser: finding.Browser{
			Product: "HeadlessChrome/156.0.8078.79", Path: "/usr/bin/chromium-headless-shell", Sandbox: true,
		},
		Target: origin + "/", Profile: "standard",
		StartedAt:  time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		DurationMs: 5321,
		Worker:     worker, Pages: pages, Results: results,
	}
	r.Conclude()
	return r
}

func activeWorker() finding.Worker {
	return finding.Worker{
		Registered: true, Scope: origin + "/", ScriptURL: origin + "/sw.js",
		State: "activated", ControlsFirstVisit: true, FetchHandler: true,
	}
}

// page is a page that is fine online; offline and strategy are the caller's.
func page(path, title string, strategy finding.Strategy, offline *finding.PageResult) finding.Page {
	return finding.Page{
		URL:     origin + path,
		Online:  finding.PageOnline{Status: 200, ServedBy: "network", Title: title, Ready: true},
		Offline: offline, Strategy: strategy,
	}
}

func stored(title string) *finding.PageResult {
	return &finding.PageResult{
		Status: 200, ServedBy: "cache-storage", Cache: "pages-v1", Title: title,
		Ready: true, Shows: finding.ShowsPage,
	}
}

func refused() *finding.PageResult {
	return &finding.PageResult{
		ServedBy: "nobody", Shows: finding.ShowsError, Error: "net::ERR_INTERNET_DISCONNECTED",
	}
}

func fallback() *finding.PageResult {
	return &finding.PageResult{
		Status: 200, ServedBy: "cache-storage", Cache: "shell-v1", Title: "You are offline",
		Ready: true, Shows: finding.ShowsFallback,
	}
}

func resource(path string, kind finding.ResourceKind, strategy finding.Strategy, pages ...string) finding.Resource {
	r := finding.Resource{URL: origin + path, Kind: kind, Strategy: strategy}
	for _, p := range pages {
		r.Pages = append(r.Pages, origin+p)
	}
	return r
}

// result joins a little meta with a verdict.
func result(id string, severity finding.Severity, title, failed, why, fix string, v finding.Verdict) finding.Result {
	return finding.Join(finding.Rule{
		ID: id, Severity: severity, Title: title, Failed: failed, Why: why, Fix: fix,
	}, v)
}

// judged is a result without failure.
func judged(id string, v finding.Verdict) finding.Result {
	return result(id, finding.Warning, "All is well with "+id, "", "", "", v)
}

// onPages adds what the rule said page by page.
func onPages(v finding.Verdict, pages ...finding.PageOutcome) finding.Verdict {
	v.Pages = pages
	return v
}

func ofPage(path string, o finding.Outcome, message string) finding.PageOutcome {
	return finding.PageOutcome{URL: origin + path, Outcome: o, Message: message}
}

// withExample gives the result of a rule code that fails and code that passes.
func withExample(r *finding.Report, rule, before, after string) {
	for i := range r.Results {
		if r.Results[i].Rule == rule {
			r.Results[i].Before, r.Results[i].After = before, after
		}
	}
}
