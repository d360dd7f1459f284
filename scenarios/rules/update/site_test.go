package update

import (
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
