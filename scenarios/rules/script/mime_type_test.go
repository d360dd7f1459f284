package script

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

const refusal = "Uncaught (in promise) SecurityError: Failed to register a ServiceWorker for scope ('https://site.test/') " +
	"with script ('https://site.test/sw.js'): "

func TestMimeType(t *testing.T) {
	tunnelled := asked(0, nil)
	tunnelled.Outcome = observation.Tunnelled
	played := asked(200, typed(asHTML))
	played.Outcome = observation.Played
	judge(t, mimeType, map[string]ruleCase{
		"a script":               {o: site(asked(200, typed(asJS))), want: finding.Pass},
		"a script with charset":  {o: site(asked(200, typed("application/javascript;charset=UTF-8"))), want: finding.Pass},
		"HTML for unknown paths": {o: site(asked(200, typed(asHTML))), want: finding.Fail, evidence: sw, message: "type text/html"},
		"not there":              {o: site(asked(404, typed(asHTML))), want: finding.Fail, evidence: "status 404", message: "status 404"},
		"no type":                {o: site(asked(200, nil)), want: finding.Fail, message: "no Content-Type"},
		"the console's reason": {o: withConsole(site(asked(200, typed(asHTML))), refusal+"The script has an unsupported MIME type ('text/html')."),
			want: finding.Fail, evidence: "unsupported MIME type ('text/html')"},
		"failed once, then well":   {o: site(asked(503, nil), asked(200, typed(asJS))), want: finding.Pass},
		"update check not changed": {o: withWorker(site(asked(304, nil))), want: finding.Pass},
		"gone after it was installed": {o: withWorker(site(asked(200, typed(asJS)), asked(404, typed(asHTML)))),
			want: finding.Pass},
		"a login wall for swcheck's own request": {o: withProbe(withWorker(site(tunnelled)), observation.Probe{Status: 401}), want: finding.Pass},
		"unread, console tells": {o: withConsole(site(tunnelled), refusal+"A bad HTTP response code (404) was received when fetching the script."),
			want: finding.Fail, evidence: "bad HTTP response code (404)"},
		"unread, probe tells": {o: withProbe(site(tunnelled), observation.Probe{Status: 200, Header: typed(asHTML)}),
			want: finding.Fail, evidence: sw},
		"unread":                       {o: site(tunnelled), want: finding.Inconclusive},
		"a fault that swcheck played":  {o: site(played), want: finding.Inconclusive},
		"redirected":                   {o: site(asked(302, observation.Header{"Location": {"/login"}})), want: finding.NotApplicable, message: "script/redirect"},
		"no registration is attempted": {o: site(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":             {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}

func TestFaultNamesTheRuleThatTellsWhy(t *testing.T) {
	cases := map[string]struct {
		o    *observation.Observations
		want string
	}{
		"HTML":     {site(asked(200, typed(asHTML))), "script/mime-type"},
		"redirect": {site(asked(301, observation.Header{"Location": {"/x"}})), "script/redirect"},
		"sound":    {withWorker(site(asked(200, typed(asJS)))), ""},
		"nothing":  {site(), ""},
		"threw":    {site(asked(200, typed(asJS))), ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if rule, found := Fault(c.o); rule != c.want || found != (c.want != "") {
				t.Errorf("got %q, %v", rule, found)
			}
		})
	}
}

func TestRejectionsAreReadFromConsoleTexts(t *testing.T) {
	cases := map[string]struct {
		text string
		want Rejection
	}{
		"with stack": {"SW failed TypeError: Failed to register a ServiceWorker for scope ('https://a.test/') with script ('https://a.test/sw.js'): ServiceWorker script evaluation failed\n    at main (a.js:1)",
			Rejection{Scope: "https://a.test/", Script: "https://a.test/sw.js", Reason: "ServiceWorker script evaluation failed"}},
		"without scope": {"Error: Failed to register a ServiceWorker: The URL protocol of the current origin ('null') is not supported.",
			Rejection{Reason: "The URL protocol of the current origin ('null') is not supported."}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.want.Page = page
			got := Rejections(withConsole(withConsole(site(), c.text), c.text))
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("got %+v", got)
			}
		})
	}
	if got := Rejections(withConsole(site(), "Failed to fetch")); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}
