package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestScope(t *testing.T) {
	manifest := func(body string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Probes = append(o.Probes, observation.Probe{Purpose: observation.ProbeManifest, URL: page + "app/manifest.json", Status: 200, Body: body})
		}
	}
	at := func(url string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Target = url
			for _, v := range []*observation.Visit{&o.FirstVisit.Visit, &o.ReturnVisit.First, o.ReturnVisit.Second, &o.Offline.Pages[0].Online} {
				v.URL, v.Final, v.Controller = url, url, ""
			}
			o.Offline.Pages[0].URL = url
		}
	}
	visits := func(url string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v := online()
			v.URL, v.Final = url, url
			o.Offline.Pages = append(o.Offline.Pages, observation.PageUse{URL: url, Online: v})
		}
	}
	linksTo := func(url string) func(*observation.Observations) {
		return func(o *observation.Observations) { o.FirstVisit.Visit.Links = []observation.Link{{URL: url}} }
	}
	registersLater := func(o *observation.Observations) { o.FirstVisit.Registrations = nil }
	refused := refuses(page+"js/sw.js", page, "The path of the provided scope ('/') is not under the max scope allowed ('/js/').")
	appOnly := registers(active(page+"app/", page+"app/sw.js"))

	judge(t, scope, map[string]ruleCase{
		"covers all":                   {o: site(), want: finding.Pass},
		"script in a folder":           {o: site(registers(active(page+"js/", page+"js/sw.js")), uncontrolled), want: finding.Fail, evidence: page + "js/sw.js", message: page + "js/"},
		"refused by the browser":       {o: bare(refused), want: finding.Fail, evidence: page + "js/sw.js", message: "max scope allowed"},
		"refused, then narrower":       {o: site(refused), want: finding.Pass},
		"the slash at the end":         {o: site(appOnly, uncontrolled, at(page+"app")), want: finding.Fail, message: "slash"},
		"an app in a folder":           {o: site(appOnly, at(page+"app/")), want: finding.Pass},
		"narrower than the start page": {o: site(registers(active(page+"app/", sw)), uncontrolled, linksTo(page+"app/")), want: finding.Fail, evidence: sw},
		"start_url":                    {o: site(manifest(`{"start_url": "./?source=pwa"}`)), want: finding.Pass},
		"start_url outside":            {o: site(appOnly, at(page+"app/"), manifest(`{"start_url": "/"}`)), want: finding.Fail, evidence: page, message: "start_url"},
		"start_url of another origin":  {o: site(appOnly, at(page+"app/"), manifest(`{"start_url": "https://other.test/"}`)), want: finding.Pass},
		"a broken manifest":            {o: site(manifest(`{"start_url": `)), want: finding.Pass},
		"another app of the origin":    {o: site(appOnly, at(page+"app/"), visits(page+"shop/")), want: finding.Pass},
		"a page beside the start page": {o: site(registers(active(page+"app/start", sw)), at(page+"app/start"), visits(page+"app/talks")), want: finding.Fail, evidence: page + "app/talks"},
		"history changed the URL": {o: site(registers(active(page+"app/", sw)), func(o *observation.Observations) {
			o.FirstVisit.Visit.Final, o.FirstVisit.Visit.Controller = page+"x", sw
		}), want: finding.Pass},
		"for push messages only":                                       {o: site(registers(active(page+"push-scope", sw)), uncontrolled), want: finding.NotApplicable, message: "registration/no-worker"},
		"an app that the start page links to":                          {o: site(appOnly, uncontrolled, registersLater, visits(page+"app/")), want: finding.NotApplicable, message: page + "app/"},
		"a script in a folder, registered by a page that is not in it": {o: site(registers(active(page+"js/", page+"js/sw.js")), uncontrolled, registersLater, visits(page+"app/")), want: finding.Fail, message: page + "js/"},
		"the start page is elsewhere":                                  {o: site(registers(active("https://other.test/", "https://other.test/sw.js")), uncontrolled), want: finding.Inconclusive},
		"no worker":                                                    {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":                                             {o: nothingSeen(), want: finding.Inconclusive},
	})
}
