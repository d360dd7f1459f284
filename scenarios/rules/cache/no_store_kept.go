package cache

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Rule: finding.Rule{
		ID:       "cache/no-store-kept",
		Severity: finding.Warning,
		Title:    "No response marked no-store is stored while visiting",
		Failed:   "A response marked no-store is stored",
		Why: "The server says with no-store that no copy may be kept: it is personal, or it is wrong a moment later. Cache Storage does not know the header, " +
			"so a worker that stores whatever passes keeps it, and shows it offline, after a logout or to the next user of the machine.",
		Detected: "An entry of Cache Storage, or the response on the wire that its bytes come from, has Cache-Control: no-store, and it was a page that asked for it. " +
			"What the worker asks for by itself when it installs was chosen to be stored and is not reported. What is marked private is judged by session/private-stored.",
		Fix: "Look at Cache-Control before cache.put, or store only the paths that are meant to be stored. " +
			"Where the server sends no-store with everything, let it do so with personal responses only.",
		Before: `const response = await fetch(event.request);
event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
const wishes = response.headers.get('Cache-Control') || '';
if (!/no-store/.test(wishes)) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://www.rfc-editor.org/rfc/rfc9111#name-no-store-2",
			"https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Cache-Control#no-store",
			"https://w3c.github.io/ServiceWorker/#cache-lifetimes",
		},
		Needs: []string{"first-visit"},
	}, Judge: noStoreKept})
}

func noStoreKept(o *observation.Observations) finding.Verdict {
	all := items(o)
	if len(all) == 0 {
		return reading.NothingStored(o)
	}
	var kept []finding.Evidence
	unknown := 0
	for _, i := range all {
		wishes, known := i.Field("Cache-Control")
		switch {
		case !known:
			unknown++
		case i.AskedByWorker():
		case reading.HasWord(wishes, "no-store"):
			kept = append(kept, i.evidence("Cache-Control: %s", strings.Join(wishes, ", ")))
		}
	}
	switch {
	case len(kept) > 0:
		return finding.Failing(fmt.Sprintf("%s is stored in %q although the server marks it no-store%s.",
			named(o, kept[0].URL), kept[0].Cache, andMore(len(kept)-1)), atMost(kept)...)
	case unknown == len(all):
		return finding.CannotTell("the headers of what is stored could not be read")
	}
	return finding.Passed("nothing is stored that a page asked for and that the server marks no-store")
}
