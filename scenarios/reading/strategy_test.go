package reading_test

import (
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
			o.Offline.Recovery.URL = Origin + "/"
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
