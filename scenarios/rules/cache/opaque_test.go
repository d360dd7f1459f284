package cache

import (
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestOpaque(t *testing.T) {
	const logo = "https://cdn.test/logo.png"
	entry := observation.CacheEntry{URL: logo, Method: "GET", Type: "opaque", Bytes: -1}
	used := func(o *observation.Observations) *observation.Observations {
		o.ReturnVisit.Second.Requests = []observation.Request{{URL: logo, Destination: "image", ServedBy: observation.ByCacheStorage, Cache: "v1", ThroughWorker: true}}
		return o
	}
	asked := func(o *observation.Observations, ms time.Duration) *observation.Observations {
		return withExchange(o, observation.Exchange{URL: logo, Started: o.ReturnVisit.Second.Started.Add(ms * time.Millisecond)})
	}
	fromNetwork := func(o *observation.Observations, times int) *observation.Observations {
		request := observation.Request{URL: logo, Destination: "image", ServedBy: observation.ByNetwork, ThroughWorker: true}
		for _, v := range []*observation.Visit{o.ReturnVisit.Second, &o.ReturnVisit.First}[:times] {
			v.Requests = []observation.Request{request}
		}
		return o
	}
	judge(t, opaque, map[string]ruleCase{
		"nothing opaque":                {o: site(observation.CacheEntry{URL: page, Type: "basic"}), want: finding.Pass},
		"kept for good":                 {o: used(site(entry)), want: finding.Fail, evidence: logo, message: logo + ` is stored in "v1"`},
		"asked for once, before":        {o: asked(used(site(entry)), -500), want: finding.Fail, evidence: logo},
		"asked for at hard reload":      {o: asked(used(site(entry)), 5000), want: finding.Fail, evidence: logo},
		"asked for at each load":        {o: asked(used(site(entry)), 50), want: finding.Pass, message: "asked for again"},
		"no later page asks":            {o: site(entry), want: finding.Fail, severity: finding.Information, evidence: logo},
		"seen from the network once":    {o: fromNetwork(site(entry), 1), want: finding.Fail, severity: finding.Information, evidence: logo},
		"from the network at each load": {o: fromNetwork(site(entry), 2), want: finding.Pass},
		"nothing stored":                {o: site(), want: finding.NotApplicable},
		"no worker":                     {o: withoutWorker(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":              {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}
