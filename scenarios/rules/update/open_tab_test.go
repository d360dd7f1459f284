package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestOpenTab(t *testing.T) {
	const dialog = Origin + "/assets/dialog-1a2b3c4d.js"
	asks := func(status int) change {
		return func(o *observation.Observations) {
			round(o).Open.Lazy = []observation.Request{{URL: dialog, Method: "GET", Destination: "script", Status: status, MIMEType: "text/javascript", ServedBy: observation.ByNetwork}}
		}
	}
	stored := func(o *observation.Observations) {
		o.Deploy.Caches[0].Entries = append(o.Deploy.Caches[0].Entries, Entry("/assets/dialog-1a2b3c4d.js", "text/javascript", ExScript))
	}
	// misses makes the page itself ask for it when a link is followed, and then
	// for what it is told.
	gone := observation.Request{URL: dialog, Method: "GET", Destination: "script", Status: 404, ServedBy: observation.ByNetwork}
	document, script := Asset("document", ExTalk), Asset("script", ExScript)
	document.Document = true
	misses := func(then ...observation.Request) change {
		return func(o *observation.Observations) {
			round(o).Open.Link.Requests = append([]observation.Request{gone}, then...)
		}
	}
	CheckDeploy(t, openTab, finding.NotApplicable, []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "taken away", Want: finding.Fail, Says: "/assets/dialog-1a2b3c4d.js is no longer there for the tab that stayed open at / (status 404): it was in the cache v1 until build B took over", Evidence: []string{dialog}, Change: both(stored, asks(404))},
		{Name: "it is answered", Want: finding.Pass, Change: both(stored, asks(200))},
		{Name: "nobody had stored it", Want: finding.Pass, Change: asks(404)},
		{Name: "it is stored still", Want: finding.Pass, Change: both(stored, asks(404), func(o *observation.Observations) {
			round(o).Caches = append(round(o).Caches, o.Deploy.Caches...)
		})},
		{Name: "a page that it shows by itself lacks it", Want: finding.Fail, Says: "breaks off because /assets/dialog-1a2b3c4d.js of its own build is gone", Evidence: []string{dialog}, Change: both(stored, misses())},
		{Name: "a document takes its place", Want: finding.Pass, Says: "gets over what is missing: /assets/dialog-1a2b3c4d.js", Change: both(stored, asks(404), misses(document, script))},
		{Name: "a document takes its place, and shows nothing", Want: finding.Fail, Says: "breaks off", Evidence: []string{dialog}, Change: both(stored, misses(document), func(o *observation.Observations) {
			round(o).Open.Link.Text = ""
		})},
		{Name: "another script takes its place", Want: finding.Pass, Says: "gets over what is missing", Change: both(stored, asks(404), misses(script))},
		{Name: "another script takes its place, and throws", Want: finding.Fail, Says: "breaks off", Evidence: []string{dialog}, Change: both(stored, misses(script), func(o *observation.Observations) {
			round(o).Open.Link.Console = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught TypeError"}}
		})},
		{Name: "it is missed, and the visit never settles", Want: finding.Fail, Says: "no longer there", Evidence: []string{dialog}, Change: both(stored, misses(script), func(o *observation.Observations) {
			neverSettles(round(o).Open.Link)
		})},
		{Name: "it is missed on the way to a page that nobody knows", Want: finding.Fail, Says: "no longer there", Evidence: []string{dialog}, Change: both(stored, misses(script), func(o *observation.Observations) {
			round(o).Open.Link.Final = Origin + "/talks/7"
		})},
		{Name: "no tab stayed open", Want: finding.Inconclusive, Change: func(o *observation.Observations) { round(o).Open = nil }},
		{Name: "played, with a limit about it", Want: finding.Inconclusive, Change: both(stored, asks(404), Played(dialog))},
	})
}

func TestSeverityOfOpenTab(t *testing.T) {
	const dialog = "/assets/dialog-1a2b3c4d.js"
	missing := observation.Request{URL: Origin + dialog, Method: "GET", Destination: "script", Status: 404, ServedBy: observation.ByNetwork}
	lost := func() *observation.Observations {
		o := DeployedSite()
		o.Deploy.Caches[0].Entries = append(o.Deploy.Caches[0].Entries, Entry(dialog, "text/javascript", ExScript))
		return o
	}
	o := lost()
	round(o).Open.Lazy = []observation.Request{missing}
	if v := openTab(o); v.Outcome != finding.Fail || v.Severity != finding.Warning {
		t.Errorf("what nobody saw the page do without is %s, %q", v.Outcome, v.Severity)
	}
	o = lost()
	round(o).Open.Link.Requests = []observation.Request{missing}
	if v := openTab(o); v.Outcome != finding.Fail || v.Severity != "" {
		t.Errorf("a page that broke is %s, %q in place of the rule's severity", v.Outcome, v.Severity)
	}
}
