package update

import (
	"slices"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

const (
	home  = Origin + "/"
	talk  = Origin + "/talks/1"
	app   = Origin + "/app.js"
	style = Origin + "/app.css"
)

type change = func(*observation.Observations)

func both(changes ...change) change {
	return func(o *observation.Observations) {
		for _, c := range changes {
			c(o)
		}
	}
}

func round(o *observation.Observations) *observation.DeployRound { return &o.Deploy.Rounds[0] }

// eachLoad changes the loads after the deploy, those by a link included.
func eachLoad(act func(*observation.Visit)) change {
	return func(o *observation.Observations) {
		r := round(o)
		for _, loads := range [][]observation.DeployLoad{r.Loads, r.Reopened} {
			for i := range loads {
				act(&loads[i].Visit)
			}
		}
		act(r.Open.Link)
	}
}

// setPart changes the request of a load for a URL.
func setPart(v *observation.Visit, url string, act func(*observation.Request)) {
	for i := range v.Requests {
		if v.Requests[i].URL == url {
			act(&v.Requests[i])
		}
	}
}

// gone makes the server answer 404 for the URL in the new build, and whoever
// asks for it gets that.
func gone(url string) change {
	return both(eachLoad(func(v *observation.Visit) {
		setPart(v, url, func(q *observation.Request) {
			q.Status, q.ServedBy, q.Cache, q.Exchange = 404, observation.ByNetwork, "", 0
		})
	}), func(o *observation.Observations) {
		for i := range round(o).Now {
			if now := &round(o).Now[i]; now.URL == url {
				now.Status, now.SHA256 = 404, ""
			}
		}
	})
}

func fromCacheA(v *observation.Visit, url string, exchange int) {
	setPart(v, url, func(q *observation.Request) { q.Cache, q.Exchange = CacheA, exchange })
}

func neverSettles(v *observation.Visit) { v.Settled, v.WaitingFor = false, []string{"GET /slow"} }

// unchangedScript makes the deploy leave the worker's script as it was.
func unchangedScript(o *observation.Observations) {
	for i := range o.Deploy.Exchanges {
		if e := &o.Deploy.Exchanges[i]; e.IsWorkerScript() {
			e.BodySHA256 = "sha-of-/sw.js"
		}
	}
}

// madeAnew makes the worker keep the pages in a cache of their own, as responses
// that it made and that lack the number of the exchange, and answer with those
// after the deploy. The assets are those of the new build.
func madeAnew(o *observation.Observations) {
	const kept = "pages"
	eachLoad(func(v *observation.Visit) {
		v.Cache, v.Exchange = kept, 0
		setPart(v, v.URL, func(q *observation.Request) { q.Cache, q.Exchange = kept, 0 })
	})(o)
	r := round(o)
	pages := observation.Cache{Name: kept, Origin: Origin}
	r.Caches[0].Entries = slices.DeleteFunc(r.Caches[0].Entries, func(e observation.CacheEntry) bool {
		if e.URL != home && e.URL != talk {
			return false
		}
		e.Exchange = 0
		pages.Entries = append(pages.Entries, e)
		return true
	})
	r.Caches = append(r.Caches, pages)
	r.Loads = r.Loads[1:] // the first one shows the former build's assets
}

// composed makes those pages ones that the worker never fetched.
func composed(o *observation.Observations) {
	madeAnew(o)
	for i := range o.Deploy.Exchanges {
		e := &o.Deploy.Exchanges[i]
		e.RequestHeader = observation.Header{}
		if e.ID <= LastOfA {
			e.Started = Began.Add(-time.Second)
		}
	}
}

// otherWords lets the page show other words than before the deploy.
func otherWords(v *observation.Visit) { v.Text += " and more" }

// anew are the cases of pages that the worker makes anew.
func anew(of finding.Outcome) []Case {
	return []Case{
		{Name: "the worker makes the pages anew", Want: of, Says: "makes its answer for / anew", Change: madeAnew},
		{Name: "the worker makes them anew, and they show new words", Want: finding.Pass, Change: both(madeAnew, eachLoad(otherWords))},
		{Name: "the worker makes them anew, and the deploy left them as they were", Want: finding.Pass, Change: both(madeAnew, func(o *observation.Observations) {
			for i := range round(o).Now {
				if now := &round(o).Now[i]; now.URL == home || now.URL == talk {
					now.SHA256 = "sha-of-" + now.URL[len(Origin):]
				}
			}
		})},
		{Name: "the worker composes pages that it never fetched", Want: finding.Pass, Change: composed},
	}
}
