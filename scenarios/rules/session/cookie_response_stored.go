package session

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Judge: cookieResponseStored, Rule: finding.Rule{
		ID:       "session/cookie-response-stored",
		Severity: finding.Warning,
		Title:    "No answer that opened a session, or needed a credential, is stored",
		Failed:   "An answer that opened a session, or needed a credential, is stored",
		Why:      "An answer that sets a visitor's own cookie, or that was given for a credential, was made for that visitor. Cache Storage keeps it under its URL alone: without the cookie, and for whoever asks next.",
		Detected: "An entry's bytes come (by their stamp) from an exchange whose answer set the cookie of a login (one that the configuration gives, or that came with the steps of a login), or whose request carried an Authorization header that the page itself put there. What every visitor gets does not count: a session from the framework, a token against forged requests, a number to count by.",
		Fix:      "Leave such answers to the network: neither Set-Cookie nor the request's credentials can be seen in the worker, so let it store only the paths that are meant to be stored.",
		Before:   `event.respondWith(storeAndAnswer(event.request));`,
		After:    `if (!new URL(event.request.url).pathname.startsWith('/api/session')) event.respondWith(storeAndAnswer(event.request));`,
		References: []string{
			"https://www.rfc-editor.org/rfc/rfc9111#name-storing-responses-to-authen",
			"https://fetch.spec.whatwg.org/#forbidden-response-header-name",
		},
		Needs: []string{"first-visit"},
	}})
}

func cookieResponseStored(o *observation.Observations) finding.Verdict {
	all := entries(o)
	if len(all) == 0 {
		return reading.NothingStored(o)
	}
	known := cookiesOf(o)
	var evidence []finding.Evidence
	for _, e := range all {
		if why := openedSession(known, e); why != "" {
			evidence = append(evidence, reading.OfEntry(e.Cache, e.CacheEntry, why))
		}
	}
	if len(evidence) == 0 {
		return finding.Passed("no answer is stored that set a visitor's own cookie or was given for a credential")
	}
	return finding.Failing(fmt.Sprintf("%s is stored in %q, and %s%s.", reading.Path(evidence[0].URL), evidence[0].Cache, evidence[0].Text, andMore(len(evidence)-1)),
		evidence[:min(len(evidence), 20)]...)
}

// openedSession says by what the stored answer is a visitor's own, or "". What
// is marked no-store is told by cache/no-store-kept.
func openedSession(known cookies, e reading.StoredEntry) string {
	from, ok := e.Origin()
	wishes, _ := e.Field("Cache-Control")
	if !ok || reading.HasWord(wishes, "no-store") {
		return ""
	}
	if name, found := known.personalAmong(set(from)); found {
		return fmt.Sprintf("its answer in exchange %d set the cookie %s", from.ID, name)
	}
	if authorizedByPage(e.In, from) {
		return fmt.Sprintf("its request in exchange %d carried an Authorization header", from.ID)
	}
	return ""
}
