package reporter

import (
	"fmt"
	"strings"

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
				At: fmt.Sprintf("%.2f s", e.AtMs/1000), Class: string(e.Kind), Said: v.event(e), URL: e.URL,
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
		return "a page is opened and fails (" + clean(e.Error) + "):"
	case e.Version > 0:
		return fmt.Sprintf("a page is opened, worker %d controls it:", e.Version)
	}
	return "a page is opened, no worker controls it:"
}

func requestWords(e finding.Event) string {
	who := map[finding.StepBy]string{finding.ByPage: "the page", finding.ByWorker: "the worker", finding.ByBrowser: "the browser"}[e.By]
	if who == "" {
		who = clean(string(e.By))
	}
	said := []string{who, "asks for"}
	if e.Script {
		said = append(said, "the worker's script")
	}
	switch {
	case e.Error != "":
		said = append(said, "("+clean(e.Error)+")")
	case e.Status != 0:
		said = append(said, fmt.Sprintf("(%d)", e.Status))
	}
	return strings.Join(said, " ") + ":"
}
