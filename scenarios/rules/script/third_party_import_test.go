package script

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestThirdPartyImport(t *testing.T) {
	script := asked(200, typed(asJS))
	tunnelled := asked(0, nil)
	tunnelled.Outcome = observation.Tunnelled
	ofPage := imported(other, page, typed(asJS))
	delete(ofPage.RequestHeader, "Cache-Control")
	module := imported(other, page, typed(asJS))
	module.RequestHeader["Sec-Fetch-Dest"] = []string{"serviceworker"}
	afterDeploy := imported(other, page, typed(asJS))
	afterDeploy.Build = "B"
	failed := site(script, imported(other, page, typed(asJS)))
	failed.FirstVisit.Registrations = []observation.Registration{{Scope: page, Versions: []observation.WorkerVersion{{ScriptURL: sw, State: observation.Redundant}}}}

	imports := func(hosts []string, state observation.WorkerState) *observation.Observations {
		return withoutHosts(withWorker(site(script, imported(other, page, typed(asJS)))), hosts, state)
	}
	judge(t, thirdPartyImport, map[string]ruleCase{
		"blocked, and it dies":                 {o: imports([]string{"cdn.test"}, observation.Redundant), want: finding.Fail, evidence: "cannot load", message: "where cdn.test was blocked"},
		"blocked, and it lives":                {o: imports([]string{"cdn.test"}, observation.Activated), want: finding.Pass, message: "all the same"},
		"another host was blocked":             {o: imports([]string{"fonts.test"}, observation.Activated), want: finding.Fail, evidence: other},
		"blocked, and it was still on its way": {o: imports([]string{"cdn.test"}, observation.Installing), want: finding.Fail, evidence: other, message: "cannot be reached"},
		"blocked, and the page asked for none": {o: imports([]string{"cdn.test"}, ""), want: finding.Fail, evidence: other, message: "cannot be reached"},
		"none":                                 {o: withWorker(site(script)), want: finding.Pass},
		"of its own":                           {o: withWorker(site(script, imported("https://site.test/lib.js", sw, typed(asJS)))), want: finding.Pass},
		"of a host beside it":                  {o: withWorker(site(script, imported("https://static.site.test/lib.js", page, typed(asJS)))), want: finding.Pass},
		"of another site":                      {o: withWorker(site(script, imported(other, page, typed(asJS)))), want: finding.Fail, evidence: other, message: "cdn.test"},
		"of a module worker":                   {o: withWorker(site(script, module)), want: finding.Fail, evidence: other},
		"another port is another one":          {o: withWorker(site(script, imported("https://127.0.0.1:8443/lib.js", page, nil))), want: finding.Fail, evidence: ":8443"},
		"a script of the page":                 {o: withWorker(site(script, ofPage)), want: finding.Pass},
		"only in a dead branch": {o: withProbe(withWorker(site(script)), observation.Probe{Status: 200, Body: `if (0) importScripts("https://cdn.test/lib.js")`}),
			want: finding.Pass},
		"in a deploy": {o: withWorker(site(script, afterDeploy)), want: finding.Pass},
		"unread, in the text": {o: withProbe(withWorker(site(tunnelled)), observation.Probe{Status: 200, Body: `importScripts('/own.js', "https://cdn.test/lib.js")`}),
			want: finding.Fail, evidence: other},
		"unread, in a comment": {o: withProbe(withWorker(site(tunnelled)), observation.Probe{Status: 200, Body: `// importScripts("https://cdn.test/lib.js")`}),
			want: finding.Inconclusive},
		"unread":           {o: withWorker(site(tunnelled)), want: finding.Inconclusive},
		"not installed":    {o: failed, want: finding.NotApplicable, message: "registration/install-failure"},
		"refused":          {o: site(asked(404, nil)), want: finding.NotApplicable, message: "script/mime-type"},
		"no worker":        {o: site(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen": {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}

func TestImportsInBody(t *testing.T) {
	cases := map[string]struct {
		body string
		want []string
	}{
		"relative":       {`importScripts("lib/a.js")`, []string{"https://site.test/lib/a.js"}},
		"several":        {"self.importScripts ( 'a.js',\n `b.js` )", []string{"https://site.test/a.js", "https://site.test/b.js"}},
		"scheme-less":    {`importScripts("//cdn.test/a.js")`, []string{"https://cdn.test/a.js"}},
		"computed":       {"importScripts(base + `${v}/a.js`)", nil},
		"line comment":   {"x()  // importScripts('a.js')", nil},
		"block comment":  {"/* importScripts('a.js') */ y()", nil},
		"after a URL":    {"const u='https://x.test';importScripts('a.js')", []string{"https://site.test/a.js"}},
		"after comments": {"/* one */ // two\nimportScripts('a.js')", []string{"https://site.test/a.js"}},
		"another name":   {"myimportScripts('a.js')", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := importsInBody(sw, c.body); !slices.Equal(got, c.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

// withoutHosts adds a visit while the hosts were blocked, and the state that the
// worker was in at its end; "" is none.
func withoutHosts(o *observation.Observations, hosts []string, state observation.WorkerState) *observation.Observations {
	o.Faults = &observation.Faults{Blocked: &observation.BlockedHosts{Hosts: hosts}}
	if state != "" {
		o.Faults.Blocked.Registrations = []observation.Registration{{Scope: page, Versions: []observation.WorkerVersion{{
			ScriptURL: sw, State: state, Errors: []observation.WorkerError{{Message: "cannot load"}},
		}}}}
	}
	return o
}
