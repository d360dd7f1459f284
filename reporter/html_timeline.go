package reporter

import (
	"cmp"
	"fmt"

	"github.com/swcheck/swcheck/finding"
)

// A lineView is the timeline of a session with the scale of its bars.
type lineView struct {
	Session string
	Said    string
	Rows    []eventView
	ByPage  int // rows of requests by pages
	More    int
}

// An eventView is one row.
type eventView struct {
	At    string
	Class string // the kind of event, and by-page for what a page asked for
	Said  string
	URL   string
	Then  string  // what is to be said behind the URL
	X, W  float64 // of the bar, of barWidth
}

// barWidth is the length of the whole session, in units of the bars.
const barWidth = 1000

var sessionNames = map[string]string{
	"first-visit": "The first visit", "deploy": "A visitor who meets a deploy",
}

// Lines are the timelines as rows.
func (v reportView) Lines() []lineView {
	var lines []lineView
	for _, t := range v.Timelines {
		line := lineView{Session: sessionNames[t.Session], More: t.More}
		if line.Session == "" {
			line.Session = clean(t.Session)
		}
		end := endOf(t.Events)
		line.Said = fmt.Sprintf("%d events in %.1f s", len(t.Events)+t.More, end/1000)
		for _, e := range t.Events {
			row := eventView{
				At: fmt.Sprintf("%.2f s", e.AtMs/1000), Class: eventClass(e.Kind), Said: v.event(e), URL: e.URL, Then: outcomeOf(e),
				X: barWidth * e.AtMs / end, W: max(3, barWidth*e.DurationMs/end),
			}
			if e.Kind == finding.EventRequest && e.By == finding.ByPage {
				row.Class += " by-page"
				line.ByPage++
			}
			line.Rows = append(line.Rows, row)
		}
		lines = append(lines, line)
	}
	return lines
}

func endOf(events []finding.Event) float64 {
	end := 1.0
	for _, e := range events {
		end = max(end, e.AtMs+e.DurationMs)
	}
	return end
}

var stateWords = map[string]string{
	"new": "is registered", "installing": "installs", "installed": "is installed and waits",
	"activating": "activates", "activated": "is active", "redundant": "is redundant: it failed, or another took its place",
}

// event is one sentence, but for the URL.
func (v reportView) event(e finding.Event) string {
	switch e.Kind {
	case finding.EventVisit:
		return visitWords(e)
	case finding.EventState:
		said := stateWords[e.State]
		if said == "" {
			said = "enters the state " + clean(e.State)
		}
		return fmt.Sprintf("worker %d %s", e.Version, said)
	case finding.EventStop:
		return "the workers are stopped, as a browser stops those that rest"
	case finding.EventNetwork:
		return momentOf(finding.Moment{Kind: finding.MomentNetwork, Network: e.Network})
	case finding.EventDeploy:
		return momentOf(finding.Moment{Kind: finding.MomentDeploy, Build: e.Build})
	}
	return requestWords(e)
}

func visitWords(e finding.Event) string {
	switch {
	case e.Error != "":
		return "a page is opened:"
	case e.Version > 0:
		return fmt.Sprintf("a page is opened, worker %d controls it:", e.Version)
	}
	return "a page is opened, no worker controls it:"
}

var askers = map[finding.StepBy]string{
	finding.ByPage: "the page", finding.ByWorker: "the worker", finding.ByBrowser: "the browser",
}

func requestWords(e finding.Event) string {
	who := cmp.Or(askers[e.By], clean(string(e.By)))
	if e.Script {
		return who + " asks for the worker's script"
	}
	return who + " asks for"
}

// outcomeOf tells what came of what was asked for.
func outcomeOf(e finding.Event) string {
	switch {
	case e.Kind != finding.EventVisit && eventClass(e.Kind) != string(finding.EventRequest):
		return ""
	case e.Error != "":
		return "failed: " + clean(e.Error)
	case e.Status != 0:
		return fmt.Sprint(e.Status)
	}
	return ""
}

// eventClass is the kind as a class of the style sheet.
func eventClass(k finding.EventKind) string {
	switch k {
	case finding.EventVisit, finding.EventState, finding.EventStop, finding.EventNetwork, finding.EventDeploy:
		return string(k)
	}
	return string(finding.EventRequest)
}
