package cache

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestNoStoreKept(t *testing.T) {
	const account = page + "account"
	stamped := observation.CacheEntry{URL: account, Method: "GET", Status: 200, Exchange: 1}
	marked := stamped
	marked.Header = cacheControl("no-cache, No-Store, must-revalidate")
	response := func(h observation.Header) observation.Exchange {
		return observation.Exchange{URL: account, ResponseHeader: h}
	}
	precached := response(cacheControl("no-store"))
	precached.RequestHeader = observation.Header{"Referer": {sw}}
	tunnelled := withExchange(site(stamped), response(nil))
	tunnelled.ReturnVisit.Exchanges[0].Outcome = observation.Tunnelled

	judge(t, noStoreKept, map[string]ruleCase{
		"no wish":                    {o: withExchange(site(stamped), response(nil)), want: finding.Pass},
		"marked":                     {o: withExchange(site(marked), response(nil)), want: finding.Fail, evidence: account, message: `/account is stored in "v1" although`},
		"marked on the wire only":    {o: withExchange(site(stamped), response(cacheControl("private, no-store"))), want: finding.Fail, evidence: account},
		"private":                    {o: withExchange(site(stamped), response(cacheControl("private, max-age=0"))), want: finding.Pass},
		"chosen for the precache":    {o: withExchange(site(stamped), precached), want: finding.Pass},
		"a name that contains it":    {o: withExchange(site(stamped), response(cacheControl("x-no-store=1"))), want: finding.Pass},
		"neither header nor a stamp": {o: site(observation.CacheEntry{URL: account}), want: finding.Inconclusive},
		"unread on the wire":         {o: tunnelled, want: finding.Inconclusive},
		"nothing stored":             {o: site(), want: finding.NotApplicable},
		"no worker":                  {o: withoutWorker(), want: finding.NotApplicable},
		"nothing was seen":           {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}
