package reading_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestStrategy(t *testing.T) {
	talk := Origin + "/talks/1"
	// answered lets the second page's document be answered so, online.
	answered := func(by observation.ServedBy, throughWorker bool) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v := &o.Offline.Pages[1].Online
			v.ServedBy = by
			v.Requests[0].ServedBy, v.Requests[0].ThroughWorker, v.Requests[0].Cache = by, throughWorker, ""
		}
	}
	// reloaded lets the second page come from the cache when the network is back.
	reloaded := func(o *observation.Observations) {
		v := *o.Offline.Pages[1].Offline
		v.Network, v.Requests = observation.Online, append([]observation.Request{}, v.Requests...)
		o.Offline.Recovery = &v
	}
	for _, c := range []struct {
		name   string
		change func(*observation.Observations)
		want   finding.Strategy
	}{
		{"from the cache", nil, finding.CacheFirst},
		{"from the cache, and asked for again", func(o *observation.Observations) {
			o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{ID: 9, URL: talk, Started: Began.Add(100 * time.Millisecond)})
		}, finding.StaleWhileRevalidate},
		{"asked for by an earlier visit", func(o *observation.Observations) {
			o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{ID: 9, URL: talk, Started: Began.Add(-time.Second)})
		}, finding.CacheFirst},
		{"from the network, offline from the cache", answered(observation.ByNetwork, true), finding.NetworkFirst},
		{"from the browser's cache, offline from the worker's", answered(observation.ByHTTPCache, true), finding.NetworkFirst},
		{"from the network, and from the cache when the page is loaded again", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			reloaded(o)
		}, finding.CacheFirst},
		{"from the network, and from the cache and the network when the page is loaded again", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			reloaded(o)
			o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{ID: 99, URL: talk, Started: o.Offline.Recovery.Started})
		}, finding.StaleWhileRevalidate},
		{"from the network, and again so when the page is loaded again", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			reloaded(o)
			o.Offline.Recovery.Requests[0].ServedBy = observation.ByNetwork
		}, finding.NetworkFirst},
		{"from the network, where the page that is loaded again never was", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			reloaded(o)
			o.Offline.Recovery.URL, o.Offline.Recovery.Requests[0].URL = Origin+"/", Origin+"/"
		}, finding.NetworkFirst},
		{"from the network, offline the fallback", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[1].Offline = Fallback("/talks/1")
		}, finding.NetworkOnly},
		{"from the network, offline an error of the worker's making", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			r := &o.Offline.Pages[1].Offline.Requests[0]
			r.ServedBy, r.Status, r.Exchange = observation.ByWorker, 504, 0
		}, finding.NetworkOnly},
		{"from the network, offline nothing, and no copy", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[1].Offline, o.Offline.Unknown, o.Offline.Unvisited = Unopened("/talks/1"), nil, nil
			o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
		}, finding.PassThrough},
		{"from the network, and stopped before it was asked for offline", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[1].Offline, o.Offline.Unknown, o.Offline.Unvisited = nil, nil, nil
			o.Incomplete = append(o.Incomplete, observation.Incomplete{Experiment: "offline", Reason: "it was stopped"})
		}, ""},
		{"from the network, offline nothing, and stopped before it was seen what others get", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[0].Offline, o.Offline.Pages[1].Offline = nil, Unopened("/talks/1")
			o.Offline.Unknown, o.Offline.Unvisited = nil, nil
			o.Incomplete = append(o.Incomplete, observation.Incomplete{Experiment: "offline", Reason: "it was stopped"})
		}, ""},
		{"from the network, offline what may be the fallback, and stopped before that was seen", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[0].Offline, o.Offline.Pages[1].Offline = nil, Fallback("/talks/1")
			o.Offline.Unknown, o.Offline.Unvisited = nil, nil
			o.Incomplete = append(o.Incomplete, observation.Incomplete{Experiment: "offline", Reason: "it was stopped"})
		}, ""},
		{"from the network, offline itself, and stopped before it was seen what others get", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Offline.Pages[0].Offline, o.Offline.Unknown, o.Offline.Unvisited = nil, nil, nil
			o.Incomplete = append(o.Incomplete, observation.Incomplete{Experiment: "offline", Reason: "it was stopped"})
		}, finding.NetworkFirst},
		{"from the network, and stopped after it was asked for offline", func(o *observation.Observations) {
			answered(observation.ByNetwork, true)(o)
			o.Incomplete = append(o.Incomplete, observation.Incomplete{Experiment: "offline", Reason: "it was stopped"})
		}, finding.NetworkFirst},
		{"past the worker", answered(observation.ByNetwork, false), finding.Unhandled},
		{"made by the worker", answered(observation.ByWorker, true), finding.Generated},
	} {
		o := Site()
		if c.change != nil {
			c.change(o)
		}
		if got := reading.Strategy(o, talk); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := reading.Strategy(Site(), Origin+"/never"); got != "" {
		t.Errorf("what nobody asked for is answered %s", got)
	}
}

// fromNetwork lets every request for the path be answered by the network,
// through the worker, in the visits.
func fromNetwork(path string, visits ...*observation.Visit) {
	for _, v := range visits {
		v.Requests = slices.Clone(v.Requests)
		for i := range v.Requests {
			if r := &v.Requests[i]; r.URL == Origin+path {
				r.ServedBy, r.Cache = observation.ByNetwork, ""
			}
		}
	}
}

func TestStrategyOfWhatPagesUse(t *testing.T) {
	const script = "/app.js"
	before := func(o *observation.Observations) []*observation.Visit {
		return []*observation.Visit{
			&o.Offline.Pages[0].Online, &o.Offline.Pages[1].Online, o.ReturnVisit.Second,
			&o.Deploy.Before[0], &o.Deploy.Before[1], &o.Deploy.Rounds[0].Loads[0].Visit,
		}
	}
	for _, c := range []struct {
		name   string
		change func(*observation.Observations)
		want   finding.Strategy
	}{
		{"from the cache each time", nil, finding.CacheFirst},
		{"from the network each time, offline from the cache", func(o *observation.Observations) {
			fromNetwork(script, before(o)...)
		}, finding.NetworkFirst},
		{"from the network each time, offline from the cache, and given up by another page", func(o *observation.Observations) {
			fromNetwork(script, before(o)...)
			off := o.Offline.Pages[1].Offline
			off.Requests = slices.Clone(off.Requests)
			off.Requests[1].ServedBy, off.Requests[1].Status, off.Requests[1].Canceled = observation.ByNobody, 0, true
		}, finding.NetworkFirst},
		{"from the network, and then from the memory of the page's process", func(o *observation.Observations) {
			fromNetwork(script, before(o)...)
			last := &o.Deploy.Rounds[0].Loads[0].Visit.Requests[1]
			last.ServedBy, last.Memory = observation.ByCacheStorage, true
			o.Offline.Recovery.Requests[1].Memory = true
		}, finding.NetworkFirst},
		{"from the network at first, then from the cache", func(o *observation.Observations) {
			fromNetwork(script, &o.Offline.Pages[0].Online, o.ReturnVisit.Second, &o.Deploy.Before[0])
		}, finding.CacheFirst},
		{"from the network where a new version has nothing yet", func(o *observation.Observations) {
			fromNetwork(script, &o.Deploy.Rounds[0].Loads[1].Visit, &o.Deploy.Rounds[0].Reopened[0].Visit)
		}, finding.CacheFirst},
		{"from the network once, and never asked for again", func(o *observation.Observations) {
			o.Deploy, o.ReturnVisit, o.Offline.Recovery = nil, nil, nil
			fromNetwork(script, &o.Offline.Pages[0].Online)
			o.Offline.Pages[1].Online.Requests = o.Offline.Pages[1].Online.Requests[:1]
		}, ""},
		{"from the network once, although the worker had fetched it at install", func(o *observation.Observations) {
			o.Deploy, o.ReturnVisit, o.Offline.Recovery = nil, nil, nil
			fromNetwork(script, &o.Offline.Pages[0].Online)
			o.Offline.Pages[0].Online.Requests[1].Exchange = ExOther
			o.Offline.Pages[0].Online.Started = Began.Add(time.Second)
			o.Offline.Pages[1].Online.Requests = o.Offline.Pages[1].Online.Requests[:1]
		}, finding.NetworkFirst},
		{"from the network once, where its like comes from the cache when asked for again", func(o *observation.Observations) {
			o.Deploy, o.ReturnVisit, o.Offline.Recovery = nil, nil, nil
			one, two := &o.Offline.Pages[0].Online, &o.Offline.Pages[1].Online
			other := Asset("script", ExScript)
			other.URL = Origin + "/other.js"
			one.Requests = append(slices.Clone(one.Requests), other)
			two.Requests = append(slices.Clone(two.Requests[:1]), other)
			fromNetwork("/other.js", one)
			fromNetwork(script, one)
			off := o.Offline.Pages[0].Offline
			off.Requests = append(slices.Clone(off.Requests), other)
		}, finding.CacheFirst},
		{"from the network once, and from the cache when asked for again after a deploy", func(o *observation.Observations) {
			fromNetwork(script, &o.Offline.Pages[0].Online, &o.Offline.Pages[1].Online, o.Offline.Recovery, &o.Deploy.Before[0], &o.Deploy.Before[1])
			o.ReturnVisit, o.Offline.Recovery = nil, nil
			o.Offline.Pages[1].Online.Requests = o.Offline.Pages[1].Online.Requests[:1]
			o.Deploy.Before = o.Deploy.Before[:1]
			for i := range o.Deploy.Rounds[0].Loads {
				load := &o.Deploy.Rounds[0].Loads[i].Visit
				load.Requests = load.Requests[:1]
			}
			for i := range o.Deploy.Rounds[0].Reopened {
				o.Deploy.Rounds[0].Reopened[i].Visit.Started = Began.Add(time.Hour)
			}
		}, finding.CacheFirst},
		{"from the cache, and an install fetches it beside the first load after a deploy", func(o *observation.Observations) {
			load := &o.Deploy.Rounds[0].Loads[0].Visit
			load.Started = Began.Add(time.Minute)
			o.Deploy.Exchanges = append(o.Deploy.Exchanges, observation.Exchange{ID: 99, URL: Origin + script, Started: load.Started})
		}, finding.CacheFirst},
		{"from the cache, and an error without a request once the copy is gone", func(o *observation.Observations) {
			gone := &o.Deploy.Rounds[0].Reopened[0].Visit
			gone.Started = Began.Add(time.Hour)
			gone.Requests[1].ServedBy, gone.Requests[1].Status, gone.Requests[1].Error = observation.ByNobody, 0, "net::ERR_FAILED"
		}, finding.CacheOnly},
		{"from the cache, and an error of the network once the copy is gone", func(o *observation.Observations) {
			gone := &o.Deploy.Rounds[0].Reopened[0].Visit
			gone.Started = Began.Add(time.Hour)
			gone.Requests[1].ServedBy, gone.Requests[1].Status, gone.Requests[1].Error = observation.ByNobody, 0, "net::ERR_FAILED"
			o.Deploy.Exchanges = append(o.Deploy.Exchanges, observation.Exchange{ID: 99, URL: Origin + script, Started: gone.Started})
		}, finding.CacheFirst},
	} {
		o := DeployedSite()
		if c.change != nil {
			c.change(o)
		}
		if got := reading.Strategy(o, Origin+script); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestResources(t *testing.T) {
	o := DeployedSite()
	data := Asset("fetch", ExOther)
	data.URL = Origin + "/data.json#part"
	post := data
	post.Method, post.URL = "POST", Origin+"/form"
	foreign := data
	foreign.URL = Foreign + "/font.woff2"
	talk := &o.Offline.Pages[1].Online
	talk.Requests = append(slices.Clone(talk.Requests), data, post, foreign)

	var got []string
	for _, r := range reading.Resources(o, reading.NewStrategies(o)) {
		got = append(got, fmt.Sprintf("%s %s %s %d", reading.Path(r.URL), r.Kind, r.Strategy, len(r.Pages)))
	}
	want := []string{
		"/ document cache-first 0", "/app.css style cache-first 2", "/app.js script cache-first 2",
		"/data.json data cache-first 1", "/logo.png image cache-first 2", "/talks/1 document cache-first 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The server redirects / to /en/, which is also what the site falls back to.
func TestStrategyOfAPageThatOthersFallBackTo(t *testing.T) {
	const en = Origin + "/en/"
	o := DeployedSite()
	o.Deploy, o.ReturnVisit, o.Offline.Recovery = nil, nil, nil
	for i := range o.Offline.Exchanges {
		if e := &o.Offline.Exchanges[i]; e.URL == Origin+"/" {
			e.URL = en
		}
	}
	start := &o.Offline.Pages[0]
	redirected := func(v *observation.Visit, by observation.ServedBy) {
		v.Final = en
		v.Requests = slices.Clone(v.Requests)
		q := &v.Requests[0]
		q.Final, q.ServedBy = en, by
		if by == observation.ByNetwork {
			q.Cache = ""
		}
	}
	redirected(&start.Online, observation.ByNetwork)
	redirected(start.Offline, observation.ByCacheStorage)
	o.Offline.Unknown = start.Offline
	o.ReturnVisit = &observation.ReturnVisit{SessionLog: o.Offline.SessionLog, First: start.Online}
	asked := start.Online // the page that the server redirected to, asked for by its name
	asked.URL, asked.Requests = en, slices.Clone(asked.Requests)
	asked.Requests[0].URL, asked.Requests[0].Final = en, ""
	o.ReturnVisit.Second = &asked
	for _, url := range []string{Origin + "/", en} {
		if got := reading.Strategy(o, url); got != finding.NetworkFirst {
			t.Errorf("%s is answered %q", url, got)
		}
	}
}
