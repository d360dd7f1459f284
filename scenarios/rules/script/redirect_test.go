package script

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestRedirect(t *testing.T) {
	to := observation.Header{"Location": {"/login?next=/sw.js"}}
	tunnelled := asked(0, nil)
	tunnelled.Outcome = observation.Tunnelled
	judge(t, redirect, map[string]ruleCase{
		"direct":    {o: site(asked(200, typed(asJS))), want: finding.Pass},
		"to a wall": {o: site(asked(302, to)), want: finding.Fail, evidence: "/login?next=/sw.js", message: sw},
		"with the console's reason": {o: withConsole(site(asked(302, to)), refusal+"The script resource is behind a redirect, which is disallowed."),
			want: finding.Fail, evidence: "behind a redirect"},
		"unread, console tells": {o: withConsole(site(tunnelled), refusal+"The script resource is behind a redirect, which is disallowed."),
			want: finding.Fail, evidence: sw},
		"unread, probe tells":        {o: withProbe(site(tunnelled), observation.Probe{Status: 301, Header: to}), want: finding.Fail, evidence: "status 301"},
		"only swcheck is redirected": {o: withProbe(withWorker(site(asked(200, typed(asJS)))), observation.Probe{Status: 302, Header: to}), want: finding.Pass},
		"not modified":               {o: withWorker(site(asked(304, nil))), want: finding.Pass},
		"missing":                    {o: site(asked(404, nil)), want: finding.Pass},
		"unread":                     {o: site(tunnelled), want: finding.Inconclusive},
		"no registration":            {o: site(), want: finding.NotApplicable},
	})
}
