package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestBreaksOnline(t *testing.T) {
	second := func(change func(*observation.Visit)) func(*observation.Observations) {
		return func(o *observation.Observations) { change(o.ReturnVisit.Second) }
	}
	const script = page + "app.js"
	htmlForScript := second(func(v *observation.Visit) {
		v.Requests = append(v.Requests, observation.Request{URL: script, Destination: "script", Status: 200, MIMEType: "text/html",
			ServedBy: observation.ByCacheStorage, ThroughWorker: true})
	})
	bricked := second(func(v *observation.Visit) { *v = errorPage(*v, "net::ERR_FAILED") })
	refused := func(o *observation.Observations) {
		o.ReturnVisit.Second.Console = []observation.ConsoleMessage{{Level: "error", Text: `The FetchEvent for "` + page +
			`" resulted in a network error response: an object that was not a Response was passed to respondWith().`}}
	}
	serverDown := func(o *observation.Observations) {
		asked(observation.Exchange{URL: page, Outcome: observation.Failed, Error: "connection refused", Started: began})(&o.ReturnVisit.SessionLog)
	}
	notFound := second(func(v *observation.Visit) {
		v.Status, v.ServedBy, v.Exchange, v.Text = 404, observation.ByNetwork, 2, "Not found"
	})
	rewritten := func(o *observation.Observations) {
		notFound(o)
		asked(observation.Exchange{URL: page + "index.html", Status: 404})(&o.ReturnVisit.SessionLog)
	}
	welcome := func(v *observation.Visit) { v.Text = "Welcome back dear reader of ours" }
	quick := func(o *observation.Observations) { o.ReturnVisit, o.WithoutWorker = nil, nil }

	judge(t, breaksOnline, map[string]ruleCase{
		"asks for another URL":        {o: site(rewritten), want: finding.Fail, evidence: page, message: "404"},
		"the server answers an error": {o: site(notFound), want: finding.Inconclusive, message: "404"},
		"works":                       {o: site(), want: finding.Pass},
		"HTML for a script":           {o: site(htmlForScript), want: finding.Fail, evidence: script, message: page},
		"the error page":              {o: site(bricked), want: finding.Fail, evidence: "net::ERR_FAILED"},
		"blank":                       {o: site(second(func(v *observation.Visit) { v.Text = "" })), want: finding.Fail, message: "blank"},
		"in the quick profile":        {o: site(quick, func(o *observation.Observations) { o.Offline.Pages[0].Online.Text = "" }), want: finding.Fail, message: "blank"},
		"greets who returns":          {o: site(second(welcome), func(o *observation.Observations) { welcome(o.ReturnVisit.HardReload) }), want: finding.Pass},
		"an answer that is refused":   {o: site(bricked, refused), want: finding.NotApplicable, message: "offline/bad-response"},
		"the server is down":          {o: site(bricked, serverDown), want: finding.Inconclusive, message: "connection refused"},
		"the second is uncontrolled":  {o: site(second(func(v *observation.Visit) { *v = online(); v.Text = "" })), want: finding.NotApplicable},
		"does not settle":             {o: site(second(unsettled)), want: finding.Inconclusive},
		"was not made":                {o: site(quick, func(o *observation.Observations) { o.Offline = nil }), want: finding.Inconclusive},
		"only forwards, and works":    {o: forwarding(), want: finding.Pass},
		"no worker":                   {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":            {o: nothingSeen(), want: finding.Inconclusive},
	})
}
