package cache

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/no-store-kept",
		Severity: finding.Warning,
		Title:    "No response marked no-store or private is stored while visiting",
		Failed:   "A response marked no-store or private is stored",
		Why: "The server says with no-store that no copy may be kept: it is personal, or it is wrong a moment later. Cache Storage does not know the header, " +
			"so a worker that stores whatever passes keeps it, and shows it offline, after a logout or to the next user of the machine.",
		Detected: "An entry of Cache Storage, or the response on the wire that its bytes come from, has Cache-Control: no-store, and it was a page that asked for it. " +
			"What the worker asks for by itself when it installs was chosen to be stored and is not reported. private, which speaks of shared caches, is reported as information.",
		Fix: "Look at Cache-Control before cache.put, or store only the paths that are meant to be stored. " +
			"Where the server sends no-store with everything, let it do so with personal responses only.",
		Before: `const response = await fetch(event.request)
cache.put(event.request, response.clone())`,
		After: `const response = await fetch(event.request)
const wishes = response.headers.get('Cache-Control') || ''
if (!/no-store|private/.test(wishes)) cache.put(event.request, response.clone())`,
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
		return nothingStored(o)
	}
	var kept, private []finding.Evidence
	unknown := 0
	for _, i := range all {
		wishes, known := lifetimeOf(i)
		switch {
		case !known:
			unknown++
		case askedByWorker(i):
		case has(wishes, "no-store"):
			kept = append(kept, i.evidence("Cache-Control: %s", strings.Join(wishes, ", ")))
		case has(wishes, "private"):
			private = append(private, i.evidence("Cache-Control: %s", strings.Join(wishes, ", ")))
		}
	}
	switch {
	case len(kept) > 0:
		return finding.Failing(fmt.Sprintf("%s is stored in %q although the server marks it no-store%s.",
			kept[0].URL, kept[0].Cache, andMore(len(kept)-1)), atMost(kept)...)
	case len(private) > 0:
		return privateKept(private)
	case unknown == len(all):
		return finding.CannotTell("the headers of what is stored could not be read")
	}
	return finding.Passed("nothing is stored that a page asked for and that the server marks no-store or private")
}

// privateKept tells of responses that are one visitor's, as a hint: a browser
// may store them, only shared caches may not, and some frameworks mark all
// their pages so. Whether they hold anything personal is not seen here.
//
// Source: https://www.rfc-editor.org/rfc/rfc9111#name-private-2
func privateKept(private []finding.Evidence) finding.Verdict {
	verdict := finding.Failing(fmt.Sprintf("%s is stored in %q although the server marks it private%s: whoever uses the browser next is shown it too.",
		private[0].URL, private[0].Cache, andMore(len(private)-1)), atMost(private)...)
	verdict.Severity = finding.Information
	return verdict
}

// lifetimeOf returns the Cache-Control fields of a stored response: its own,
// else those of the exchange that its bytes come from.
func lifetimeOf(i item) (fields []string, known bool) {
	if fields := i.Header["Cache-Control"]; len(fields) > 0 {
		return fields, true
	}
	if from, ok := i.in.Exchange(i.CacheEntry.Exchange); ok && from.Outcome != observation.Tunnelled {
		return from.ResponseHeader["Cache-Control"], true
	}
	return nil, len(i.Header) > 0
}

func has(fields []string, directive string) bool {
	for _, field := range fields {
		for _, part := range strings.Split(field, ",") {
			name, _, _ := strings.Cut(strings.TrimSpace(part), "=")
			if strings.EqualFold(name, directive) {
				return true
			}
		}
	}
	return false
}

// askedByWorker reports whether the worker asked for the bytes of the entry by
// itself, as it does for its precache. The referrer of such a request is the
// worker's script; one that the worker passes on for a page keeps the page's.
//
// Source: https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func askedByWorker(i item) bool {
	from, ok := i.in.Exchange(i.CacheEntry.Exchange)
	return ok && slices.Contains(workerScripts(i.in), from.RequestHeader.Get("Referer"))
}

func workerScripts(s session) []string {
	var scripts []string
	for _, r := range s.Registrations {
		for _, v := range r.Versions {
			scripts = append(scripts, v.ScriptURL)
		}
	}
	return scripts
}
