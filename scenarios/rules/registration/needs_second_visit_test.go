package registration

import (
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestNeedsSecondVisit(t *testing.T) {
	const disconnected = "net::ERR_INTERNET_DISCONNECTED"
	fails := func(o *observation.Observations) { *o.FirstVisit.OfflineAfter = errorPage(offline(), disconnected) }
	failsLater := func(o *observation.Observations) { *o.Offline.Pages[0].Offline = errorPage(offline(), disconnected) }
	lacksScript := func(o *observation.Observations) {
		o.FirstVisit.OfflineAfter.Requests = append(o.FirstVisit.OfflineAfter.Requests,
			observation.Request{URL: page + "app.js", Destination: "script", Error: "net::ERR_FAILED", ServedBy: observation.ByNobody})
	}
	showsFallback := func(o *observation.Observations) {
		o.FirstVisit.OfflineAfter.Text = "You are offline, nothing of this page is stored on your device"
	}
	showsFallbackLater := func(o *observation.Observations) {
		text := o.FirstVisit.OfflineAfter.Text
		o.Offline.Pages[0].Offline.Text = text
		unknown := offline()
		unknown.URL, unknown.Final, unknown.Text = page+"unknown", page+"unknown", text
		o.Offline.Unknown = &unknown
	}
	late := func(o *observation.Observations) { o.FirstVisit.Registrations = nil }
	installing := func(o *observation.Observations) {
		r := active(page, sw)
		r.Versions[0].State = observation.Activating
		o.FirstVisit.Registrations = []observation.Registration{r}
	}
	fillsLater := func(o *observation.Observations) {
		o.ReturnVisit.Second.Started = began.Add(time.Minute)
		asked(byWorker(page+"late.html?bust=1", 200))(&o.ReturnVisit.SessionLog)
	}
	judge(t, needsSecondVisit, map[string]ruleCase{
		"opens after one": {o: site(), want: finding.Pass},
		"opens after two": {o: site(fails), want: finding.Fail, evidence: disconnected, message: page},
		"the document was never answered": {o: site(fails, func(o *observation.Observations) {
			o.FirstVisit.OfflineAfter.Requests = []observation.Request{{URL: page, Document: true, Destination: "document"}}
		}), want: finding.Fail},
		"the fallback after one":                 {o: site(showsFallback), want: finding.Fail, message: "the fallback page"},
		"incomplete after one":                   {o: site(lacksScript), want: finding.Fail, evidence: "/app.js"},
		"cut while the worker filled its caches": {o: site(fails, fillsLater), want: finding.Inconclusive, message: "/late.html"},
		"never opens":                            {o: site(fails, failsLater), want: finding.NotApplicable, message: "offline/visited-page"},
		"never shows but the fallback":           {o: site(showsFallback, showsFallbackLater), want: finding.NotApplicable, message: "shows the fallback page"},
		"the worker came too late":               {o: site(fails, late), want: finding.Inconclusive, message: "not yet active"},
		"the worker is activating":               {o: site(fails, installing), want: finding.Inconclusive},
		"the first did not settle":               {o: site(fails, func(o *observation.Observations) { unsettled(&o.FirstVisit.Visit) }), want: finding.Inconclusive},
		"offline did not settle":                 {o: site(showsFallback, func(o *observation.Observations) { unsettled(o.FirstVisit.OfflineAfter) }), want: finding.Inconclusive},
		"not seen after one":                     {o: site(func(o *observation.Observations) { o.FirstVisit.OfflineAfter = nil }), want: finding.Inconclusive},
		"not seen later":                         {o: site(fails, func(o *observation.Observations) { o.Offline.Pages[0].Offline = nil }), want: finding.Inconclusive},
		"only forwards":                          {o: forwarding(), want: finding.NotApplicable, message: "registration/pass-through"},
		"no worker":                              {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":                       {o: nothingSeen(), want: finding.Inconclusive},
	})
}
