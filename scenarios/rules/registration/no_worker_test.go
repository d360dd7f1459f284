package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestNoWorker(t *testing.T) {
	gone := active(page, sw)
	gone.Unregistered, gone.Versions[0].State = true, observation.Redundant
	replaced := active(page, sw)
	replaced.Versions = append(replaced.Versions, failed(page, sw).Versions...)
	eachFirst := func(change func(*observation.Visit)) func(*observation.Observations) {
		return func(o *observation.Observations) {
			for _, v := range []*observation.Visit{&o.FirstVisit.Visit, &o.ReturnVisit.First, o.ReturnVisit.Second, o.ReturnVisit.HardReload, &o.Offline.Pages[0].Online} {
				change(v)
			}
		}
	}
	const push = page + "firebase-cloud-messaging-push-scope"
	late := bare(func(o *observation.Observations) {
		o.Offline.Registrations = []observation.Registration{active(page, sw)}
	})
	insecure := bare(eachFirst(func(v *observation.Visit) { v.URL, v.Final = "http://site.test/", "http://site.test/" }))

	judge(t, noWorker, map[string]ruleCase{
		"registered":                     {o: site(), want: finding.Pass, message: sw},
		"registered late":                {o: late, want: finding.Pass},
		"a failed update beside the old": {o: site(registers(replaced)), want: finding.Pass},
		"an app in a folder":             {o: site(registers(active(page+"app/", sw)), eachFirst(func(v *observation.Visit) { v.Links = []observation.Link{{URL: page + "app/"}} })), want: finding.Pass},
		"none":                           {o: bare(), want: finding.Fail, evidence: page, message: "no page registered a worker"},
		"refused for another reason":     {o: bare(refuses(sw, page, "An SSL certificate error occurred when fetching the script.")), want: finding.Fail, evidence: "SSL certificate"},
		"asked for, and nothing came": {o: bare(eachLog(asked(observation.Exchange{URL: sw, Outcome: observation.Failed, RequestHeader: observation.Header{"Service-Worker": {"script"}}}))),
			want: finding.Fail, evidence: sw, message: "no registration came of it"},
		"stopped on the way": {o: bare(func(o *observation.Observations) {
			o.Incomplete = []observation.Incomplete{{Experiment: "first-visit", Reason: "interrupted"}}
		}), want: finding.Inconclusive, message: "interrupted"},
		"no secure context":           {o: insecure, want: finding.Fail, message: "HTTPS"},
		"removed by the site":         {o: site(registers(gone), uncontrolled), want: finding.Fail, evidence: sw, message: "unregistered"},
		"for push messages only":      {o: site(registers(active(push, page+"firebase-messaging-sw.js")), uncontrolled), want: finding.Fail, evidence: push},
		"does not install":            {o: site(registers(failed(page, sw)), uncontrolled), want: finding.NotApplicable, message: "registration/install-failure"},
		"refused for its scope":       {o: bare(refuses(sw, page, "The path is not under the max scope allowed ('/js/').")), want: finding.NotApplicable, message: "registration/scope"},
		"behind a login":              {o: bare(eachFirst(func(v *observation.Visit) { v.Final = page + "login?next=/" })), want: finding.Inconclusive, message: "/login"},
		"the server answers an error": {o: bare(eachFirst(func(v *observation.Visit) { v.Status = 503 })), want: finding.Inconclusive, message: "503"},
		"never comes to rest":         {o: bare(eachFirst(unsettled)), want: finding.Inconclusive, message: "/slow"},
		"nothing was seen":            {o: nothingSeen(), want: finding.Inconclusive},
	})
}
