package reading

import (
	"fmt"
	"math"
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/freshness"
)

// A Round is one deploy with all that it takes to tell which build a part of a
// page is from.
type Round struct {
	observation.DeployRound
	Way    observation.DeployWay
	Log    observation.SessionLog
	Before []observation.Visit // the pages in build A
	Stored []observation.Cache // before this deploy
	Former string              // ID of the version that was active before it; "" when that is not known
	Until  int                 // the highest exchange ID before the next deploy

	now map[string]observation.Content
}

// Rounds returns the deploys of the experiment, in order.
func Rounds(o *observation.Observations) []Round {
	if o.Deploy == nil {
		return nil
	}
	var all []Round
	stored, former := o.Deploy.Caches, firstActive(o.Deploy.SessionLog)
	for i, r := range o.Deploy.Rounds {
		round := newRound(r, o.Deploy.SessionLog, o.Deploy.Way)
		if i+1 < len(o.Deploy.Rounds) {
			round.Until = o.Deploy.Rounds[i+1].Last
		}
		round.Before, round.Stored, round.Former = o.Deploy.Before, stored, former
		all = append(all, round)
		stored = r.Caches
		if last := round.LastActive(); last != "" {
			former = last
		}
	}
	return all
}

// ContentRound returns the deploy of everything but the worker script, and
// false where there was none.
func ContentRound(o *observation.Observations) (Round, bool) {
	if o.Deploy == nil || o.Deploy.Content == nil {
		return Round{}, false
	}
	c := o.Deploy.Content
	r := newRound(c.Round, c.SessionLog, observation.DeployContent)
	r.Before, r.Former = c.Before, firstActive(c.SessionLog)
	return r, true
}

func newRound(r observation.DeployRound, log observation.SessionLog, way observation.DeployWay) Round {
	round := Round{DeployRound: r, Log: log, Way: way, Until: math.MaxInt, now: map[string]observation.Content{}}
	for _, content := range r.Now {
		round.now[WithoutFragment(content.URL)] = content
	}
	return round
}

// firstActive returns the ID of the version that was the first to be active in
// a session.
func firstActive(log observation.SessionLog) string {
	id, at := "", 0.0
	for _, r := range log.Registrations {
		for _, v := range r.Versions {
			for _, change := range v.History {
				if change.State == observation.Activated && (id == "" || change.At < at) {
					id, at = v.ID, change.At
				}
			}
		}
	}
	return id
}

// All returns the loads after the deploy, those with a tab open and then those
// after all tabs had been closed.
func (r Round) All() []observation.DeployLoad { return slices.Concat(r.inOpenTabs(), r.Reopened) }

// inOpenTabs returns the loads beside the tab that stayed open, and the page
// that this tab was led to by a link, where that was loaded.
func (r Round) inOpenTabs() []observation.DeployLoad {
	if r.Open == nil || r.Open.Link == nil {
		return r.Loads
	}
	if _, loaded := Document(*r.Open.Link); !loaded {
		return r.Loads
	}
	active := r.Former
	for _, load := range r.Loads {
		if load.Active != "" {
			active = load.Active
		}
	}
	return append(slices.Clone(r.Loads), observation.DeployLoad{Visit: *r.Open.Link, Active: active})
}

// LastActive returns the ID of the version that was active in the end.
func (r Round) LastActive() string {
	for _, load := range slices.Backward(r.All()) {
		if load.Active != "" {
			return load.Active
		}
	}
	return ""
}

// IsNew reports whether the version became active after the deploy.
func (r Round) IsNew(version string) bool {
	return version != "" && r.Former != "" && version != r.Former
}

// Age tells of which build a part of a page is.
type Age = freshness.Age

// The ages.
const (
	Ageless = freshness.Ageless
	Fresh   = freshness.Fresh
	Held    = freshness.Held
	Stale   = freshness.Stale
)

// build is what tells of which build a part is.
func (r Round) build() freshness.Build {
	return freshness.Build{Log: r.Log, Last: r.Last, Now: r.now, Before: r.Before}
}

// Age tells of which build the answer to a request is; see
// [freshness.Build.Age].
func (r Round) Age(q observation.Request) Age { return r.build().Age(q) }

// AgeOf tells the same of bytes that an exchange brought and that stand under
// the URL now.
func (r Round) AgeOf(url string, exchange int) Age { return r.build().AgeOf(url, exchange) }

func (r Round) varies(url string) bool { return r.build().Varies(url) }

// Changed reports whether the answer for the URL is known to differ between
// this build and the one that the exchange is of.
func (r Round) Changed(url string, exchange int) bool {
	if exchange <= r.Last {
		return r.AgeOf(url, exchange) == Stale
	}
	fresh := r.Log.Content(exchange)
	if fresh == "" || r.varies(url) {
		return false
	}
	for _, e := range slices.Backward(r.Log.Exchanges) {
		if e.ID <= r.Last && e.Status == 200 && SameURL(e.URL, url) {
			return e.Content() != "" && e.Content() != fresh
		}
	}
	return false
}

// Shown returns the requests of a load for the document that is shown in the
// end and for what belongs to it; see [freshness.Shown].
func Shown(v observation.Visit) []observation.Request { return freshness.Shown(v) }

// Stale returns the parts of a load that are of a former build; see
// [freshness.Build.Stale].
func (r Round) Stale(v observation.Visit) []observation.Request { return r.build().Stale(v) }

// Document returns the request for the document that a load shows in the end;
// see [freshness.Document].
func Document(v observation.Visit) (observation.Request, bool) { return freshness.Document(v) }

// Whence says who answered a request and how old the bytes are.
func (r Round) Whence(q observation.Request) string {
	from := From(observation.Visit{ServedBy: q.ServedBy, Cache: q.Cache})
	e, ok := r.Log.Exchange(q.Exchange)
	if !ok {
		return from
	}
	return fmt.Sprintf("%s, fetched in exchange %d of build %s", from, e.ID, e.Build)
}
