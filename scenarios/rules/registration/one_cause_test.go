package registration

import (
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// One cause leads to one finding: on each of these sites exactly one of the
// rules about registration and script fails, and a sound one fails none.
func TestOneCauseIsOneFinding(t *testing.T) {
	html := eachLog(func(log *observation.SessionLog) {
		log.Exchanges = nil
		asked(observation.Exchange{URL: sw, Status: 200, RequestHeader: observation.Header{"Service-Worker": {"script"}},
			ResponseHeader: observation.Header{"Content-Type": {"text/html"}}})(log)
	})
	refused := eachLog(func(log *observation.SessionLog) {
		log.Registrations = []observation.Registration{refusedVersion(page, sw)}
	})
	const folderScript = page + "js/sw.js"
	tooWide := eachLog(func(log *observation.SessionLog) {
		log.Registrations = []observation.Registration{refusedVersion(page, folderScript)}
		asked(observation.Exchange{URL: folderScript, Status: 200, RequestHeader: observation.Header{"Service-Worker": {"script"}},
			ResponseHeader: observation.Header{"Content-Type": {"text/javascript"}}})(log)
	})
	neverRests := func(o *observation.Observations) {
		for _, v := range []*observation.Visit{&o.FirstVisit.Visit, &o.ReturnVisit.First, o.ReturnVisit.Second, o.ReturnVisit.HardReload} {
			unsettled(v)
		}
	}
	console := eachLog(says("error", "Cache.addAll() failed for '"+page+"missing.css': Response status 404 is not a successful status (200-299)."))
	missing := eachLog(asked(byWorker(page+"missing.css", 404)))
	cases := map[string]struct {
		o    *observation.Observations
		want []string
	}{
		"sound":                              {site(), nil},
		"no worker":                          {bare(), []string{"registration/no-worker"}},
		"HTML as the script":                 {bare(html), []string{"script/mime-type"}},
		"HTML, and a version that stays new": {bare(html, refused, neverRests), []string{"script/mime-type"}},
		"a scope refused without a word":     {bare(tooWide, neverRests), []string{"registration/scope"}},
		"active with nothing stored":         {forwarding(missing, console), []string{"registration/install-failure"}},
		"failed install":                     {site(registers(failed(page, sw)), uncontrolled), []string{"registration/install-failure"}},
		"refused scope": {bare(refuses(page+"js/sw.js", page, "The path of the provided scope ('/') is not under the max scope allowed ('/js/').")),
			[]string{"registration/scope"}},
		"script in a folder": {site(registers(active(page+"js/", page+"js/sw.js")), uncontrolled), []string{"registration/scope"}},
		"threw when run":     {bare(refuses(sw, page, "ServiceWorker script evaluation failed")), []string{"registration/install-failure"}},
		"no fetch handler":   {quiet(), []string{"registration/no-fetch-handler"}},
		"only forwards":      {forwarding(), []string{"registration/pass-through"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var failing []string
			for _, rule := range rules.All() {
				if v := rule.Judge(c.o); v.Outcome == finding.Fail {
					failing = append(failing, rule.ID)
				}
			}
			if !slices.Equal(failing, c.want) {
				t.Errorf("%s; want %s", strings.Join(failing, ", "), strings.Join(c.want, ", "))
			}
		})
	}
}

// quiet is a site whose worker handles no requests.
func quiet() *observation.Observations {
	return site(uncontrolled, func(o *observation.Observations) {
		o.ReturnVisit.Second.Controller, o.Offline.Pages[0].Online.Controller = sw, sw
	})
}

// forwarding is a site whose worker only passes requests on.
func forwarding(changes ...func(*observation.Observations)) *observation.Observations {
	o := site(append([]func(*observation.Observations){uncontrolled, func(o *observation.Observations) {
		for _, v := range []*observation.Visit{o.ReturnVisit.Second, &o.Offline.Pages[0].Online} {
			*v = inCharge()
			v.ServedBy, v.Requests[0].ServedBy = observation.ByNetwork, observation.ByNetwork
		}
	}}, changes...)...)
	return o
}
