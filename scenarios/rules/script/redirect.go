package script

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "script/redirect",
		Severity: finding.Error,
		Title:    "The worker script is answered without a redirect",
		Failed:   "The worker script is redirected",
		Why: "Browsers follow no redirect for a worker script. As long as an authentication wall, a www or language redirect, " +
			"or a CDN answers it with one, nobody gets a worker, and those who have one get no update.",
		Detected: "The gateway reads status and Location of the browser's own request for the script. " +
			"Where it cannot read them, swcheck asks for the script itself, without following redirects, and reads the page's console.",
		Fix: "Register the URL at which the file really is, and take it out of the rules that redirect: " +
			"it must be answered without a login and on every host that serves pages.",
		Before: `app.use(requireLogin)            // redirects /sw.js to /login
app.use(express.static('public'))`,
		After: `app.get('/sw.js', (req, res) => res.sendFile('sw.js', { root: 'public' }))
app.use(requireLogin)
app.use(express.static('public'))`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#service-worker-script-request",
			"https://w3c.github.io/ServiceWorker/#update-algorithm",
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerContainer/register#exceptions",
		},
		Needs: []string{"first-visit"},
	}, Judge: redirect})
}

func redirect(o *observation.Observations) finding.Verdict {
	return judgeScripts(o, func(script string) finding.Verdict { return redirectOf(o, script) })
}

func redirectOf(o *observation.Observations, script string) finding.Verdict {
	a, known := verdictAnswer(o, script)
	refused, rejected := rejectedFor(o, script, Rejection.isRedirect)
	switch {
	case ran(o, script):
		return finding.Passed(fmt.Sprintf("browsers took %s without a redirect", script))
	case known && a.redirects():
		evidence := []finding.Evidence{a.evidence("status %d to %s", a.status, a.header.Get("Location"))}
		if rejected {
			evidence = append(evidence, refused.Evidence())
		}
		return finding.Failing(fmt.Sprintf("%s is answered with status %d to %s, and browsers follow no redirect for a worker script.",
			script, a.status, a.header.Get("Location")), evidence...)
	case rejected:
		return finding.Failing(fmt.Sprintf("%s: %s", script, refused.Reason), refused.Evidence())
	case !known:
		return finding.CannotTell(fmt.Sprintf("%s was asked for and no answer was seen", script))
	}
	return finding.Passed(fmt.Sprintf("%s is answered with status %d, without a redirect", script, a.status))
}
