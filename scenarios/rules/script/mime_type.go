package script

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "script/mime-type",
		Severity: finding.Error,
		Title:    "The worker script is answered as JavaScript",
		Failed:   "The worker script is not answered as JavaScript",
		Why: "Browsers register a worker only from a successful answer with a JavaScript type. With an error page, " +
			"or with the HTML that a single-page application answers for every unknown path, visitors get no worker at all, " +
			"and those who have an old one keep it without updates.",
		Detected: "The gateway reads status and Content-Type of the browser's own request for the script " +
			"(the one with the header Service-Worker: script). Where it cannot read them, swcheck asks for the script itself and reads the page's console.",
		Fix: "Let the server answer the script's URL with the file itself and Content-Type: text/javascript, before any rule " +
			"that answers unknown paths with index.html. Check that the build puts the file where register() looks for it.",
		Before: `# nginx: /sw.js does not exist in the root and falls through to HTML
location / { try_files $uri /index.html; }`,
		After: `# nginx: the worker script is a file or an error, never HTML
location = /sw.js { try_files $uri =404; types { text/javascript js; } }
location / { try_files $uri /index.html; }`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#update-algorithm",
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerContainer/register#exceptions",
			"https://mimesniff.spec.whatwg.org/#javascript-mime-type",
		},
		Needs: []string{"first-visit"},
	}, Judge: mimeType})
}

func mimeType(o *observation.Observations) finding.Verdict {
	return judgeScripts(o, func(script string) finding.Verdict { return mimeTypeOf(o, script) })
}

func mimeTypeOf(o *observation.Observations, script string) finding.Verdict {
	a, known := verdictAnswer(o, script)
	refused, rejected := rejectedFor(o, script, Rejection.isAnswer)
	switch {
	case ran(o, script):
		return finding.Passed(fmt.Sprintf("browsers took %s as a worker's script", script))
	case rejected && (!known || (a.exchange == 0 && a.accepted())):
		// The gateway could not read the browser's request, and what swcheck was
		// answered is not what the browser was.
		return finding.Failing(fmt.Sprintf("%s: %s", script, refused.Reason), refused.Evidence())
	case !known:
		return finding.CannotTell(fmt.Sprintf("%s was asked for and no answer was seen", script))
	case a.redirects():
		return finding.DoesNotApply(fmt.Sprintf("%s is redirected, see script/redirect", script))
	case a.accepted():
		return finding.Passed(fmt.Sprintf("%s is answered with status %d and type %s", script, a.status, a.mimeType()))
	}
	evidence := []finding.Evidence{a.evidence("answered with %s", describe(a))}
	if rejected {
		evidence = append(evidence, refused.Evidence())
	}
	return finding.Failing(fmt.Sprintf("%s is answered with %s, so browsers refuse to register it.", script, describe(a)), evidence...)
}

func describe(a answer) string {
	switch kind := a.mimeType(); {
	case kind == "":
		return fmt.Sprintf("status %d and no Content-Type", a.status)
	default:
		return fmt.Sprintf("status %d and type %s", a.status, kind)
	}
}
