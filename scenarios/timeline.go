package scenarios

import (
	"cmp"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// maxEvents is how many events of one session a timeline has. Requests give way
// to what else happened: they are many, and the rest is what a timeline is for.
const maxEvents = 300

// timelines returns the life of the worker in the sessions that show most of it:
// how it is installed and takes control, and what a deploy makes of it.
func timelines(o *observation.Observations) []finding.Timeline {
	var all []finding.Timeline
	for _, s := range reading.Sessions(o) {
		if s.Name != "first-visit" && s.Name != "deploy" || s.Log.Started.IsZero() {
			continue
		}
		t := newTracer(o, s)
		events := t.events(t.stops(o))
		kept := shortened(events)
		all = append(all, finding.Timeline{Session: s.Name, Events: kept, More: len(events) - len(kept)})
	}
	return all
}

// shortened keeps the first requests only, as many as there is room for beside
// the other events.
func shortened(events []finding.Event) []finding.Event {
	isRequest := func(e finding.Event) bool { return e.Kind == finding.EventRequest }
	room := maxEvents
	for _, e := range events {
		if !isRequest(e) {
			room--
		}
	}
	kept := slices.DeleteFunc(slices.Clone(events), func(e finding.Event) bool {
		if isRequest(e) {
			room--
		}
		return isRequest(e) && room < 0
	})
	return kept[:min(len(kept), maxEvents)]
}

// stops returns when the workers were stopped, so that the next load had to start
// them. Only the loads after a deploy tell.
func (t tracer) stops(o *observation.Observations) (events []finding.Event) {
	if t.Name != "deploy" {
		return nil
	}
	for _, round := range o.Deploy.Rounds {
		for _, load := range slices.Concat(round.Loads, round.Reopened) {
			if load.Stopped {
				events = append(events, finding.Event{Kind: finding.EventStop, AtMs: *t.after(load.Visit.Started)})
			}
		}
	}
	return events
}

// events returns what happened in the session, in time, the stops among them.
func (t tracer) events(stops []finding.Event) []finding.Event {
	numbers, states := t.states()
	events := slices.Concat(states, stops)
	for _, v := range t.Visits {
		events = append(events, finding.Event{
			Kind: finding.EventVisit, AtMs: *t.after(v.Started), DurationMs: v.Duration, URL: v.URL,
			Version: t.controller(v, numbers), Status: v.Status, Error: v.Error, Network: string(v.Network),
		})
	}
	told := t.fetchedByPages()
	for _, e := range t.Log.Exchanges {
		events = append(events, t.request(e, told))
	}
	for _, m := range slices.Concat(t.networks(), t.builds()) {
		event := finding.Event{Kind: finding.EventNetwork, AtMs: *t.after(m.at), Network: m.Network}
		if m.Kind == finding.MomentDeploy {
			event = finding.Event{Kind: finding.EventDeploy, AtMs: *t.after(m.at), Build: m.Build}
		}
		events = append(events, event)
	}
	slices.SortStableFunc(events, inOrder)
	return events
}

// inOrder sorts by time; what changes the session comes before what it changes.
func inOrder(a, b finding.Event) int {
	if c := cmp.Compare(a.AtMs, b.AtMs); c != 0 {
		return c
	}
	order := []finding.EventKind{finding.EventDeploy, finding.EventNetwork, finding.EventStop, finding.EventVisit, finding.EventRequest, finding.EventState}
	return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
}

// states returns the states that the versions of the workers entered, and the
// numbers of the versions, by ID, in the order in which they came to be.
func (t tracer) states() (numbers map[string]int, events []finding.Event) {
	var versions []observation.WorkerVersion
	for _, r := range t.Log.Registrations {
		for _, v := range r.Versions {
			if len(v.History) > 0 {
				versions = append(versions, v)
			}
		}
	}
	slices.SortStableFunc(versions, func(a, b observation.WorkerVersion) int {
		return cmp.Compare(a.History[0].At, b.History[0].At)
	})
	numbers = map[string]int{}
	for i, v := range versions {
		numbers[v.ID] = i + 1
		for _, change := range v.History {
			events = append(events, finding.Event{
				Kind: finding.EventState, AtMs: change.At, URL: v.ScriptURL, Version: i + 1, State: string(change.State),
			})
		}
	}
	return numbers, events
}

// controller returns the number of the version that controls the page of the
// visit in the end: the one that was active last, of those with its script.
func (t tracer) controller(v observation.Visit, numbers map[string]int) int {
	if v.Controller == "" {
		return 0
	}
	end := *t.after(v.Started) + v.Duration
	number, at := 0, -1.0
	for _, r := range t.Log.Registrations {
		for _, version := range r.Versions {
			for _, change := range version.History {
				active := change.State == observation.Activating || change.State == observation.Activated
				if active && version.ScriptURL == v.Controller && change.At <= end && change.At > at {
					number, at = numbers[version.ID], change.At
				}
			}
		}
	}
	return number
}

func (t tracer) request(e observation.Exchange, told map[int]bool) finding.Event {
	event := finding.Event{
		Kind: finding.EventRequest, AtMs: *t.after(e.Started), DurationMs: e.Duration, URL: e.URL,
		By: finding.ByPage, Script: e.IsWorkerScript(), Status: e.Status, Error: e.Error, Exchange: e.ID,
		Network: string(e.Network), Build: e.Build,
	}
	if !told[e.ID] {
		event.By = t.fetched(e).By
	}
	return event
}
