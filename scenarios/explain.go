package scenarios

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/suggest"
)

// Explain returns the trail of a URL, absolute or relative to the target:
// every request for it over all experiments. Where there was none, the trail
// has no steps and names URLs that were asked for and look like it.
func Explain(o *observation.Observations, address string) finding.Trail {
	trail := finding.Trail{URL: resolve(o, address), Steps: []finding.Step{}}
	asked := map[string]bool{}
	for _, s := range reading.Sessions(o) {
		t := newTracer(o, s)
		trail.Steps = append(trail.Steps, t.trace(trail.URL)...)
		for _, u := range t.asked() {
			asked[u] = true
		}
	}
	if len(trail.Steps) == 0 {
		trail.Near = near(o, trail.URL, asked)
	}
	return trail
}

// resolve makes the URL absolute, and hides in it what is hidden in the
// observations.
func resolve(o *observation.Observations, address string) string {
	hidden := observation.Observations{Target: address}
	if base, err := url.Parse(reading.StartPage(o)); err == nil {
		if u, err := base.Parse(address); err == nil {
			if u.Path == "" && u.Host != "" {
				u.Path = "/" // which is how it is asked for
			}
			hidden.Target = u.String()
		}
	}
	hidden.Redact()
	return reading.WithoutFragment(hidden.Target)
}

// near returns the URLs that were probably meant: compared without their
// origin where that is the target's own.
func near(o *observation.Observations, address string, asked map[string]bool) []string {
	short := func(u string) string {
		if reading.SameOrigin(u, address) {
			return reading.Path(u)
		}
		return u
	}
	byShort := map[string]string{}
	var known []string
	for u := range asked {
		byShort[short(u)] = u
		known = append(known, short(u))
	}
	slices.Sort(known)
	var found []string
	for _, word := range suggest.Near(short(address), known) {
		found = append(found, byShort[word])
	}
	return found
}

// A tracer finds the requests of one session.
type tracer struct {
	reading.Session
	began  time.Time
	users  *observation.UserSession // who come and go in it, or nil
	logout bool                     // they log out by steps of their own
}

// newTracer takes the first thing that a session saw as its start where that is
// not known.
func newTracer(o *observation.Observations, s reading.Session) tracer {
	t := tracer{Session: s, began: s.Log.Started, users: usersIn(o, s.Name), logout: o.Users != nil && o.Users.LogoutSteps}
	if !t.began.IsZero() {
		return t
	}
	first := func(at time.Time) {
		if !at.IsZero() && (t.began.IsZero() || at.Before(t.began)) {
			t.began = at
		}
	}
	for _, e := range s.Log.Exchanges {
		first(e.Started)
	}
	for _, v := range s.Visits {
		first(v.Started)
	}
	return t
}

// asked returns the URLs that were asked for.
func (t tracer) asked() []string {
	var all []string
	for _, e := range t.Log.Exchanges {
		all = append(all, reading.WithoutFragment(e.URL))
	}
	for _, v := range t.Visits {
		for _, r := range v.Requests {
			all = append(all, reading.WithoutFragment(r.URL))
		}
	}
	return all
}

// trace returns the steps for the URL, in time.
func (t tracer) trace(address string) []finding.Step {
	return t.traceAll(func(u string) bool { return reading.SameURL(u, address) })[reading.WithoutFragment(address)]
}

// traceAll returns the steps for each URL that is wanted, in time.
func (t tracer) traceAll(wanted func(url string) bool) map[string][]finding.Step {
	steps := map[string][]finding.Step{}
	add := func(u string, step func() finding.Step) {
		if wanted(u) {
			u = reading.WithoutFragment(u)
			steps[u] = append(steps[u], step())
		}
	}
	told := t.fetchedByPages()
	for _, v := range t.Visits {
		for _, r := range v.Requests {
			add(r.URL, func() finding.Step { return t.askedIn(v, r) })
		}
	}
	for _, r := range t.Requests {
		add(r.URL, func() finding.Step { return t.asks(r) })
	}
	for _, e := range t.Log.Exchanges {
		redirected := isRedirect(e.Status) && len(steps[reading.WithoutFragment(e.URL)]) > 0
		if !told[e.ID] && !redirected && e.Outcome != observation.Refused {
			add(e.URL, func() finding.Step { return t.fetched(e) })
		}
	}
	moments := t.moments()
	for _, of := range steps {
		slices.SortStableFunc(of, inTime)
		t.mark(of, moments)
	}
	return steps
}

// fetchedByPages returns the numbers of the exchanges that requests of pages
// led to. What is left was asked for by a worker or the browser itself.
func (t tracer) fetchedByPages() map[int]bool {
	told := map[int]bool{}
	look := func(r observation.Request) {
		if r.ServedBy == observation.ByNetwork || r.ServedBy == observation.ByNobody {
			told[r.Exchange] = true
		}
	}
	for _, v := range t.Visits {
		for _, r := range v.Requests {
			look(r)
		}
	}
	for _, r := range t.Requests {
		look(r)
	}
	return told
}

// inTime sorts what has no time behind what has one.
func inTime(a, b finding.Step) int {
	switch {
	case a.AtMs == nil && b.AtMs == nil:
		return 0
	case a.AtMs == nil:
		return 1
	case b.AtMs == nil, *a.AtMs < *b.AtMs:
		return -1
	case *a.AtMs > *b.AtMs:
		return 1
	}
	return 0
}

// askedIn is a request that a page made in the course of a visit.
func (t tracer) askedIn(v observation.Visit, r observation.Request) finding.Step {
	step := t.asks(r)
	step.Visit, step.Page, step.Network = string(v.Kind), v.URL, string(v.Network)
	step.AtMs = t.after(v.Started.Add(time.Duration(r.Started * float64(time.Millisecond))))
	if r.Document && !v.Settled && r.Canceled && r.Status == 0 {
		step.Error = fmt.Sprintf("given up by swcheck after %.1f s", r.Duration/1000)
	}
	t.redirected(&step, v, r)
	return step
}

// redirected tells of a request that led elsewhere what its own URL was answered
// with: status and exchange of a request are those of the last answer.
func (t tracer) redirected(step *finding.Step, v observation.Visit, r observation.Request) {
	if r.Final == "" || reading.SameURL(r.Final, r.URL) {
		return
	}
	step.RedirectedTo = r.Final
	for _, e := range slices.Backward(t.Log.Exchanges) {
		if e.ID <= r.Exchange && !e.Started.Before(v.Started) && e.Method == r.Method && reading.SameURL(e.URL, r.URL) && isRedirect(e.Status) {
			step.Status, step.From = e.Status, t.from(e)
			return
		}
	}
}

func isRedirect(status int) bool {
	return status >= 300 && status < 400 && status != http.StatusNotModified
}

// asks is a request that a page made.
func (t tracer) asks(r observation.Request) finding.Step {
	step := finding.Step{
		Session: t.Name, By: finding.ByPage, ServedBy: string(r.ServedBy), Cache: r.Cache, Memory: r.Memory,
		Status: r.Status, Error: r.Error,
	}
	if r.Canceled && step.Error == "" {
		step.Error = "given up by the page"
	}
	if e, known := t.Log.Exchange(r.Exchange); known {
		step.From = t.from(e)
	}
	return step
}

// fetched is an exchange that no request of a page stands for.
func (t tracer) fetched(e observation.Exchange) finding.Step {
	step := finding.Step{
		Session: t.Name, By: finding.ByWorker, AtMs: t.after(e.Started), Network: string(e.Network),
		ServedBy: string(observation.ByNetwork), Status: e.Status, Error: e.Error, From: t.from(e),
	}
	switch destination := e.Destination(); {
	case e.IsWorkerScript() || e.IsNavigationPreload():
		step.By = finding.ByBrowser
	case destination != "" && destination != "empty" && !t.during(e.Started):
		step.By = finding.ByPage // in a load that was no visit of its own
	}
	if e.Status == 0 {
		step.ServedBy, step.From = string(observation.ByNobody), nil
		if e.Outcome == observation.InFlight && step.Error == "" {
			step.Error = "not answered"
		}
	}
	return step
}

// during reports whether the time lies in a visit. What is asked for then and
// led to by no request of the page, the worker asked for behind its answer.
func (t tracer) during(at time.Time) bool {
	return slices.ContainsFunc(t.Visits, func(v observation.Visit) bool {
		after := at.Sub(v.Started).Seconds() * 1000
		return after >= 0 && after <= v.Duration
	})
}

func (t tracer) from(e observation.Exchange) *finding.Fetched {
	return &finding.Fetched{Exchange: e.ID, AtMs: *t.after(e.Started), Build: e.Build, User: e.User}
}

func (t tracer) after(at time.Time) *float64 {
	ms := float64(at.Sub(t.began).Microseconds()) / 1000
	return &ms
}
