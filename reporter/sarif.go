package reporter

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name:        "sarif",
		Description: "SARIF 2.1.0 for code scanning of GitHub and others: a result per rule and page",
		Write:       writeSARIF,
	})
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// writeSARIF writes one run, with an invocation for each target. GitHub refuses
// a file with several runs of the same tool and category, and the category of a
// run would have to be made up here; without one GitHub takes the job's.
//
// What could not be judged is a notification, and no result of kind open: GitHub
// does not know kinds, and would show it as an alert. Passed rules are no
// results for the same reason.
//
// GitHub takes no results out of a run that did not end well, as a partial
// audit's: it says so, and leaves the alerts as they were. That is right, because
// what it does not find may well be there still.
//
// Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
// and https://github.blog/changelog/2024-05-06-code-scanning-will-stop-combining-runs-from-a-single-upload/
func writeSARIF(w io.Writer, reports []finding.Report, _ Options) error {
	document := sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{}}
	if len(reports) > 0 {
		document.Runs = append(document.Runs, sarifRunOf(reports))
	}
	return encodeJSON(w, document)
}

func sarifRunOf(reports []finding.Report) sarifRun {
	rules := sarifRules(reports)
	made := sarifResults{index: map[string]int{}, seen: map[string]*sarifResult{}, list: []*sarifResult{}, compared: compared(reports)}
	for i, rule := range rules {
		made.index[rule.ID] = i
	}
	run := sarifRun{Tool: sarifTool{sarifDriver{
		Name: "swcheck", Version: clean(reports[0].Tool.Version),
		InformationURI: "https://github.com/swcheck/swcheck", Rules: rules,
	}}}
	for _, r := range reports {
		made.of(r, sarifFolder(r.Target, len(reports) > 1))
		run.Invocations = append(run.Invocations, made.invocation(r))
	}
	run.Results = made.list
	return run
}

// compared reports whether a baseline was looked at: then SARIF wants to be told
// of each result whether it is known.
func compared(reports []finding.Report) bool {
	return slices.ContainsFunc(reports, func(r finding.Report) bool {
		return slices.ContainsFunc(r.Results, func(res finding.Result) bool {
			return res.Known != nil || res.Expired != nil || len(res.New) > 0
		})
	})
}

// invocation is the audit of one target.
func (s *sarifResults) invocation(r finding.Report) sarifInvocation {
	i := sarifInvocation{ExecutionSuccessful: !r.Partial, Properties: sarifInvoked{
		Target: clean(r.Target), Profile: clean(r.Profile), Verdict: clean(string(r.Verdict)), Browser: clean(r.Browser.Product),
	}}
	if !r.StartedAt.IsZero() {
		i.StartTimeUTC = sarifTime(r.StartedAt)
		i.EndTimeUTC = sarifTime(r.StartedAt.Add(time.Duration(r.DurationMs * float64(time.Millisecond))))
	}
	level := "note"
	if r.Partial {
		level = "warning"
		i.notify("error", "Not all of the audit of "+clean(r.Target)+" was done, so this is not the whole truth.", nil)
	}
	for _, note := range r.Notes {
		i.notify(level, clean(note), nil)
	}
	for _, res := range r.Results {
		if res.Outcome == finding.Inconclusive {
			id := clean(res.Rule)
			i.notify("note", id+" could not be judged: "+clean(res.Message), &sarifRuleOfIndex{id, s.index[id]})
		}
	}
	return i
}

func (i *sarifInvocation) notify(level, text string, rule *sarifRuleOfIndex) {
	i.Notifications = append(i.Notifications, sarifNotification{Level: level, Message: sarifMessage(text), AssociatedRule: rule})
}

func sarifTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// placeholder is what readers put arguments in the place of.
var placeholder = regexp.MustCompile(`\{([0-9]+)\}`)

// sarifMessage is text that was cleaned, as a message: there [a](b) is a link
// and {0} an argument, unless they are escaped.
func sarifMessage(text string) sarifText {
	if strings.Contains(text, "](") {
		text = strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text)
	}
	return sarifText{Text: placeholder.ReplaceAllString(text, "{{$1}}")}
}

func sarifLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}
