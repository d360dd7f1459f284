package reading

import (
	"fmt"
	"math"
	"slices"

	"github.com/swcheck/swcheck/observation"
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
type Age string

// The ages.
const (
	Ageless Age = ""      // not known: made by the worker, of another origin, without a number
	Fresh   Age = "fresh" // fetched after the deploy, or the very bytes that the server gives now
	Held    Age = "held"  // from the browser's own cache, as the site's max-age has it
	Stale   Age = "stale" // of a former build
)

// Age tells of which build the answer to a request is. Bytes that the server
// gives now are never stale, whenever they were fetched, and what changes from
// request to request has no age.
func (r Round) Age(q observation.Request) Age {
	switch {
	case q.Failed(), q.Canceled, q.Status == 0:
		return Ageless
	case q.ServedBy == observation.ByHTTPCache, q.Memory:
		return Held
	case q.Exchange == 0:
		return Ageless
	}
	return r.AgeOf(q.URL, q.Exchange)
}

// AgeOf tells the same of bytes that an exchange brought and that stand under
// the URL now.
func (r Round) AgeOf(url string, exchange int) Age {
	if exchange == 0 {
		return Ageless
	}
	if exchange > r.Last {
		return Fresh
	}
	now, asked := r.nowOf(url, exchange)
	old := r.Log.Content(exchange)
	switch {
	case !asked:
		return Ageless
	case now.Status == 404, now.Status == 410:
		return Stale
	case now.Status != 200, now.SHA256 == "", old == "":
		return Ageless
	case now.SHA256 == old:
		return Fresh
	case r.varies(url):
		return Ageless
	}
	return Stale
}

// nowOf returns what the server gives now for the URL, or for the one that the
// bytes were fetched from.
func (r Round) nowOf(url string, exchange int) (observation.Content, bool) {
	if now, ok := r.now[WithoutFragment(url)]; ok {
		return now, true
	}
	from, _ := r.Log.Exchange(exchange)
	now, ok := r.now[WithoutFragment(from.URL)]
	return now, ok
}

// varies reports whether the URL was answered differently within one build: a
// token or a clock in it. Then its bytes do not tell its build.
func (r Round) varies(url string) bool {
	seen := map[string]string{}
	for _, e := range r.Log.Exchanges {
		if e.Status != 200 || e.Content() == "" || !SameURL(e.URL, url) {
			continue
		}
		if first, known := seen[e.Build]; known && first != e.Content() {
			return true
		}
		seen[e.Build] = e.Content()
	}
	return false
}

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
// end and for what belongs to it: the same-origin ones that were answered. A
// page that reloads itself for an update shows what it reloaded.
func Shown(v observation.Visit) []observation.Request {
	page := v.Final
	if page == "" {
		page = v.URL
	}
	var parts []observation.Request
	for _, q := range v.Requests {
		if q.Document {
			parts = nil
		}
		if isShown(q) && SameOrigin(q.URL, page) && q.Status > 0 && !q.Canceled && !q.Failed() {
			parts = append(parts, q)
		}
	}
	return parts
}

func isShown(q observation.Request) bool {
	switch q.Destination {
	case "document", "iframe", "script", "style", "image", "font", "media", "fetch":
		return true
	}
	return q.Document
}

// Stale returns the parts of a load that are of a former build. What is gone
// with that build is asked for by a document that is old itself; where the
// browser's own cache has kept that document, the worker does right to answer.
func (r Round) Stale(v observation.Visit) []observation.Request {
	document, _ := Document(v)
	held := r.Age(document) == Held
	return slices.DeleteFunc(Shown(v), func(q observation.Request) bool {
		return r.Age(q) != Stale || held && r.gone(q)
	})
}

func (r Round) gone(q observation.Request) bool {
	now, asked := r.nowOf(q.URL, q.Exchange)
	return asked && now.Status != 200
}

// Document returns the request for the document that a load shows in the end.
func Document(v observation.Visit) (observation.Request, bool) {
	for _, q := range slices.Backward(v.Requests) {
		if q.Document {
			return q, true
		}
	}
	return observation.Request{}, false
}

// Whence says who answered a request and how old the bytes are.
func (r Round) Whence(q observation.Request) string {
	from := From(observation.Visit{ServedBy: q.ServedBy, Cache: q.Cache})
	e, ok := r.Log.Exchange(q.Exchange)
	if !ok {
		return from
	}
	return fmt.Sprintf("%s, fetched in exchange %d of build %s", from, e.ID, e.Build)
}
