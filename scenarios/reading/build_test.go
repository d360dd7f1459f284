package reading_test

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestAgeOfAPart(t *testing.T) {
	now := func(status int, sha string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Deploy.Rounds[0].Now = []observation.Content{{URL: Origin + "/app.js", Status: status, SHA256: sha}}
		}
	}
	cases := map[string]struct {
		change func(*observation.Observations)
		part   observation.Request
		want   reading.Age
	}{
		"fetched after the deploy":      {nil, Asset("script", ExScript+LastOfA), reading.Fresh},
		"of the former build":           {nil, Asset("script", ExScript), reading.Stale},
		"the bytes of now":              {now(200, "sha-of-/app.js"), Asset("script", ExScript), reading.Fresh},
		"gone in this build":            {now(404, ""), Asset("script", ExScript), reading.Stale},
		"the server does not tell":      {now(0, ""), Asset("script", ExScript), reading.Ageless},
		"the server errs":               {now(503, "x"), Asset("script", ExScript), reading.Ageless},
		"never asked for":               {func(o *observation.Observations) { o.Deploy.Rounds[0].Now = nil }, Asset("script", ExScript), reading.Ageless},
		"made by the worker":            {nil, observation.Request{URL: Origin + "/app.js", Status: 200, ServedBy: observation.ByWorker}, reading.Ageless},
		"kept by the browser":           {nil, observation.Request{URL: Origin + "/app.js", Status: 200, ServedBy: observation.ByHTTPCache, Exchange: ExScript}, reading.Held},
		"still in the page's memory":    {nil, remembered(Asset("script", ExScript)), reading.Held},
		"not answered":                  {nil, FailedRequest(Origin+"/app.js", "script"), reading.Ageless},
		"different at each request":     {differs("A"), Asset("script", ExScript), reading.Ageless},
		"different in each build alone": {differs("B"), Asset("script", ExScript), reading.Stale},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := DeployedSite()
			if c.change != nil {
				c.change(o)
			}
			c.part.URL = Origin + "/app.js"
			if got := reading.Rounds(o)[0].Age(c.part); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func remembered(q observation.Request) observation.Request {
	q.Memory = true
	return q
}

func differs(build string) func(*observation.Observations) {
	return func(o *observation.Observations) {
		sha := "another"
		if build == "B" {
			sha = BytesInB("/app.js")
		}
		o.Deploy.Exchanges = append(o.Deploy.Exchanges, observation.Exchange{ID: 17, URL: Origin + "/app.js", Status: 200, Build: build, BodySHA256: sha})
	}
}

// The browser answers from its own cache with a page of the former build. What
// that page asks for is gone, and the worker does right to have kept it.
func TestWhatAHeldPageAsksForIsNotStale(t *testing.T) {
	o := DeployedSite()
	o.Deploy.Rounds[0].Now = []observation.Content{{URL: Origin + "/", Status: 200, SHA256: "new"}, {URL: Origin + "/app.js", Status: 404}}
	v := LoadOf("/", HomeText, false)
	r := reading.Rounds(o)[0]
	if stale := r.Stale(v); len(stale) != 2 {
		t.Errorf("page and script are stale, not %+v", stale)
	}
	v.Requests[0].ServedBy, v.Requests[0].Cache = observation.ByHTTPCache, ""
	if stale := r.Stale(v); len(stale) != 0 {
		t.Errorf("nothing is stale, not %+v", stale)
	}
}

// A page that loads itself anew for an update shows what came last.
func TestShownIsWhatWasLoadedLast(t *testing.T) {
	v := LoadOf("/", HomeText, false)
	v.Requests = append(v.Requests, LoadOf("/", HomeText, true).Requests...)
	for _, q := range reading.Shown(v) {
		if q.Cache != CacheB {
			t.Errorf("%s from %s is no longer shown", q.URL, q.Cache)
		}
	}
}

func TestSuccessor(t *testing.T) {
	for _, c := range []struct {
		former, name string
		want         bool
	}{
		{"v1", "v2", true}, {"siteV1", "siteV2", true}, {"precache-A", "precache-B", true}, {"site-1.4.9", "site-1.5.0", true},
		{"ngsw:/:4f3a9c21:assets:app:cache", "ngsw:/:77aa00b1:assets:app:cache", true}, {"pages", "pages-2", true},
		{"airport-1.4.2", "airport-1.4.2-b7", true},
		{"pages", "pictures", false}, {"pages-v1", "pictures-v2", false}, {"a-b-c", "a-d-e", false}, {"v1", "v1", false},
	} {
		if got := reading.Successor(c.former, c.name); got != c.want {
			t.Errorf("%s → %s: %v", c.former, c.name, got)
		}
	}
}

// Where no part carries a number it is the worker that dropped them, unless the
// gateway could not give any.
func TestWhyNoPartCarriesANumber(t *testing.T) {
	unnumbered := func(o *observation.Observations) {
		for i := range o.Deploy.Before {
			for j := range o.Deploy.Before[i].Requests {
				o.Deploy.Before[i].Requests[j].Exchange = 0
			}
		}
	}
	for name, c := range map[string]struct {
		outcome observation.ExchangeOutcome
		says    string
	}{
		"the gateway read them": {observation.Answered, "the worker makes its answers anew"},
		"they passed it unread": {observation.Tunnelled, "in this browser"},
	} {
		t.Run(name, func(t *testing.T) {
			o := DeployedSite()
			unnumbered(o)
			for i := range o.Deploy.Exchanges {
				o.Deploy.Exchanges[i].Outcome = c.outcome
			}
			_, v, ok := reading.SeenDeploys(o)
			if ok || v.Outcome != finding.Inconclusive || !strings.Contains(v.Message, c.says) {
				t.Errorf("%s: %s", v.Outcome, v.Message)
			}
		})
	}
}
