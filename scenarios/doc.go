// Package scenarios is the engine of an audit: it plans a profile, runs its
// experiments side by side in sessions of one browser, has the rules judge
// what was seen, and folds all of it into a report.
//
//	seen, err := scenarios.Gather(ctx, browser, scenarios.Target{URL: "http://127.0.0.1:8000/"}, scenarios.Options{})
//	report := scenarios.Judge(seen, scenarios.JudgeOptions{})
//
// Gather drives, Judge does not: saved observations are judged without a
// browser, and the same observations always give the same report.
package scenarios
