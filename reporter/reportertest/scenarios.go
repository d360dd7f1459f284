package reportertest

import (
	"time"

	"github.com/swcheck/swcheck/finding"
)

// AllScenarios returns every report on scenarios by the name of its kind.
func AllScenarios() map[string]finding.ScenarioReport {
	return map[string]finding.ScenarioReport{
		"scenarios":         Scenarios(),
		"scenarios-passed":  ScenariosPassed(),
		"scenarios-partial": ScenariosPartial(),
		"scenarios-hostile": ScenariosHostile(),
		"scenarios-empty":   scenarioReport(),
	}
}

func scenarioReport(scenarios ...finding.Scenario) finding.ScenarioReport {
	r := finding.ScenarioReport{
		SchemaVersion: finding.SchemaVersion,
		Tool:          finding.Tool{Name: "swcheck", Version: "0.1.0"},
		Browser: finding.Browser{
			Product: "HeadlessChrome/156.0.8078.79", Path: "/usr/bin/chromium-headless-shell", Sandbox: true,
		},
		Target: origin + "/", StartedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), DurationMs: 5321,
		Scenarios: scenarios,
	}
	r.Conclude()
	return r
}

// scenario is one of a file, with its runs.
func scenario(name, file string, line int, runs ...finding.ScenarioTry) finding.Scenario {
	s := finding.Scenario{Name: name, File: file, Line: line, Runs: runs}
	if runs == nil {
		s.Runs = []finding.ScenarioTry{}
	}
	s.Conclude()
	return s
}

func passed(ms float64) finding.ScenarioTry {
	return finding.ScenarioTry{Outcome: finding.ScenarioPassed, DurationMs: ms, Steps: []finding.ScenarioStep{
		{Name: "visit", Text: "/talks/app-shell", Place: "talks.yaml:4:5", DurationMs: 402},
		{Name: "network", Text: "offline", Place: "talks.yaml:5:5", DurationMs: 3},
		{Name: "stop-worker", Place: "talks.yaml:6:5", DurationMs: 12},
	}}
}

func failed(ms float64, f finding.ScenarioFailure) finding.ScenarioTry {
	run := passed(ms)
	run.Outcome, run.Failure = finding.ScenarioFailed, &f
	run.More = 12
	run.Exchanges = []finding.ScenarioWire{
		{Exchange: 13, AtMs: 0, Method: "GET", URL: origin + "/talks/app-shell", Network: "online", Outcome: "answered", Status: 200, Build: "A", User: "member"},
		{Exchange: 14, AtMs: 1250.4, Method: "GET", URL: "https://cdn.example/a.js", Network: "offline", Outcome: "refused", Build: "B"},
	}
	run.Screenshots = []finding.Screenshot{{Name: "failure", PNG: pixel}}
	return run
}

// pixel is a picture.
var pixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82")

// wrongPage is an expect of which two keys are not met.
func wrongPage() finding.ScenarioFailure {
	f := finding.ScenarioFailure{
		Step: "expect", Place: "talks.yaml:9:7", Source: `      title: "App shell"`, Key: "title",
		Message:  `Expected http://127.0.0.1:8000/talks/app-shell (from the cache pages-v1) to have the title "App shell", but it has the title "You are offline"`,
		Expected: `the title "App shell"`, Actual: `the title "You are offline"`,
		Hint: "where the page is right, mend the expectation; where the expectation is, mend the site",
		URL:  origin + "/talks/app-shell", ServedBy: "cache-storage", Cache: "pages-v1", Exchange: 17,
	}
	further := f
	further.Place, further.Source, further.Key = "talks.yaml:10:7", "      shows: page", "shows"
	further.Expected, further.Actual = "the page itself", "the fallback page"
	f.Further = []finding.ScenarioFailure{further}
	return f
}

// Scenarios is a run in which everything happens that can.
func Scenarios() finding.ScenarioReport {
	click := finding.ScenarioFailure{
		Step: "click", Place: "club/members.yaml:12:5", Source: "\t- click: \"#logout\"", Part: "before",
		Message: `no visible element matches "#logout" on http://127.0.0.1:8000/account; the page is titled "Log in"`,
		Hint:    "look at the page in a browser; where the element comes late, put a wait-for step before",
	}
	late := finding.ScenarioFailure{
		Step: "wait-for", Place: "club/members.yaml:30:5", Message: "the scenario was not done after 1m0s, in the step wait-for",
		Hint: "look what the step waits for, or give each scenario more time with --timeout",
	}
	cell := scenario("A visited talk opens in the tunnel [page=/talks/app-shell, width=360]", "talks.yaml", 1, failed(1312, wrongPage()))
	cell.Tags, cell.Matrix = []string{"offline"}, []finding.Cell{{Name: "page", Value: "/talks/app-shell"}, {Name: "width", Value: "360"}}
	cell.Rerun = `swcheck run talks.yaml --grep '^A visited talk opens in the tunnel \[page=/talks/app-shell, width=360\]$'`
	members := scenario("Nobody sees a member's page after the logout", "club/members.yaml", 1, failed(2250, click))
	undone := finding.ScenarioFailure{Part: "after", Message: `deploy.undo: "./deploy-a.sh" failed (exit status 1)`, Hint: "run the command by hand in the folder of the configuration file, and mend what it says"}
	members.Runs[0].After = &undone
	flaky := scenario("The start page is fresh after a deploy", "talks.yaml", 20, passed(900), failed(1500, wrongPage()), passed(910))
	unclear := passed(60_000)
	unclear.Outcome, unclear.Failure = finding.ScenarioInconclusive, &late
	stuck := scenario("A saved film plays", "club/members.yaml", 20, unclear)
	stuck.Reason = late.Message
	never := scenario("An open tab survives a deploy", "club/members.yaml", 40)
	never.Reason = "a scenario before it failed"
	r := scenarioReport(scenario("The fallback opens in place of unknown pages", "talks.yaml", 14, passed(1187)), cell, flaky, members, stuck, never)
	r.Shard = &finding.Shard{Part: 2, Of: 4}
	return r
}

// ScenariosPassed is what people hope for.
func ScenariosPassed() finding.ScenarioReport {
	return scenarioReport(scenario("A visited talk opens in the tunnel", "talks.yaml", 1, passed(1187)), scenario("日本語のページ", "talks.yaml", 14, passed(905)))
}

// ScenariosPartial is what is known of a run that was interrupted.
func ScenariosPartial() finding.ScenarioReport {
	never := scenario("An open tab survives a deploy", "talks.yaml", 40)
	never.Outcome, never.Reason = finding.ScenarioInconclusive, "the run was called off: interrupted"
	r := scenarioReport(scenario("A visited talk opens in the tunnel", "talks.yaml", 1, passed(1187)), never)
	r.Partial, r.Notes = true, []string{"the run was called off: interrupted; 1 of 2 scenarios were not run to their end"}
	r.Conclude()
	return r
}

// ScenariosHostile is a run in which the site and the file wrote [Nasty]
// wherever they may.
func ScenariosHostile() finding.ScenarioReport {
	f := finding.ScenarioFailure{
		Step: Nasty, Place: Nasty + ":3:7", Source: Nasty, Key: Nasty, Message: Nasty, Expected: Nasty, Actual: Nasty, Hint: Nasty,
		URL: origin + "/" + Nasty, ServedBy: Nasty, Cache: Nasty, Exchange: 17,
	}
	plain := finding.ScenarioFailure{Step: "click", Place: "x.yaml:9:9", Message: Nasty + "```\n````"}
	s := scenario(Nasty, Nasty, 1, failed(1312, f), failed(3, plain))
	s.Tags, s.Matrix, s.Rerun = []string{Nasty}, []finding.Cell{{Name: "page", Value: Nasty}}, "swcheck run "+Nasty
	s.Runs[0].Exchanges[0].URL, s.Runs[0].Exchanges[0].User = origin+"/"+Nasty, Nasty
	s.Runs[0].Screenshots[0].Name = Nasty
	s.Runs[0].Steps[0].Text = Nasty
	unclear := scenario("unclear", Nasty, 5)
	unclear.Outcome, unclear.Reason = finding.ScenarioInconclusive, Nasty
	r := scenarioReport(s, unclear)
	r.Notes, r.Browser.Product = []string{Nasty}, Nasty
	return r
}
