package session

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Judge: privateStored, Rule: finding.Rule{
		ID:       "session/private-stored",
		Severity: finding.Warning,
		Title:    "No answer that is one visitor's own is stored for all",
		Failed:   "An answer that is one visitor's own is stored for all",
		Why:      "Cache Storage knows an answer by its URL. What depends on a visitor's cookie is given from there to whoever uses the browser next, logged in as somebody else or not at all.",
		Detected: "An entry's bytes come (by their stamp) from a request that a page made, with the cookie of a login (one that the configuration gives, or that came with the steps of a login), and the answer is marked Cache-Control: private or Vary: Cookie. Marked private without such a cookie it is reported as information: some frameworks mark all their pages so. What a logout leaves of a user who logs in is judged by the rules that watch one.",
		Fix:      "Look at Cache-Control before cache.put. Vary: Cookie is no help there: a worker cannot see cookies, so every match fits. Keep what belongs to a user in a cache that is deleted at the logout.",
		Before: `const response = await fetch(event.request);
event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
const wishes = response.headers.get('Cache-Control') || '';
if (!/no-store|private/.test(wishes)) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://www.rfc-editor.org/rfc/rfc9111#name-private-2",
			"https://www.rfc-editor.org/rfc/rfc9110#name-vary",
			"https://w3c.github.io/ServiceWorker/#request-matches-cached-item-algorithm",
		},
		Needs: []string{"first-visit"},
	}})
}

func privateStored(o *observation.Observations) finding.Verdict {
	all, known := entries(o), cookiesOf(o)
	own, marked := marks(known, all)
	switch users, usersMarked := marks(known, storedOfUsers(o)); {
	case len(own) > 0:
		return finding.Failing(fmt.Sprintf("%s is stored in %q under its URL alone (%s)%s: whoever uses the browser next is given it too.",
			reading.Path(own[0].URL), own[0].Cache, own[0].Text, andMore(len(own)-1)), own[:min(len(own), 20)]...)
	case len(marked) > 0:
		return merelyMarked(marked)
	case len(users)+len(usersMarked) > 0:
		e := slices.Concat(users, usersMarked)[0]
		return finding.DoesNotApply(fmt.Sprintf("%s is stored in %q for a user who logs in (%s); what is left of it when that user is gone is told elsewhere, see session/page-after-logout and session/data-left",
			reading.Path(e.URL), e.Cache, e.Text))
	case len(all) == 0:
		return reading.NothingStored(o)
	}
	return finding.Passed("nothing is stored that a page asked for and that the server gives to one visitor alone")
}

// marks returns the entries that a page asked for and that are one visitor's: by
// the cookie that went with the request as well, or by the server's word alone.
func marks(known cookies, all []reading.StoredEntry) (own, marked []finding.Evidence) {
	for _, e := range all {
		mark := markOf(e)
		if mark == "" || e.AskedByWorker() || openedSession(known, e) != "" {
			continue
		}
		from, _ := e.Origin()
		if name, found := known.personalAmong(sent(from)); found {
			own = append(own, reading.OfEntry(e.Cache, e.CacheEntry, fmt.Sprintf("%s, asked for with the cookie %s in exchange %d", mark, name, from.ID)))
		} else if strings.HasPrefix(mark, "Cache-Control") {
			marked = append(marked, reading.OfEntry(e.Cache, e.CacheEntry, mark))
		}
	}
	return own, marked
}

// merelyMarked tells of responses that are marked private, as a hint: a browser
// may store them, only shared caches may not. Whether they hold anything
// personal is not seen.
func merelyMarked(marked []finding.Evidence) finding.Verdict {
	verdict := finding.Failing(fmt.Sprintf("%s is stored in %q although the server marks it private%s: whoever uses the browser next is shown it too.",
		reading.Path(marked[0].URL), marked[0].Cache, andMore(len(marked)-1)), marked[:min(len(marked), 20)]...)
	verdict.Severity = finding.Information
	return verdict
}

// markOf returns the header field by which the server says that the answer is
// one visitor's, or "". What is marked no-store is told by cache/no-store-kept.
func markOf(e reading.StoredEntry) string {
	wishes, _ := e.Field("Cache-Control")
	varies, _ := e.Field("Vary")
	switch {
	case reading.HasWord(wishes, "no-store"):
		return ""
	case reading.HasWord(wishes, "private"):
		return "Cache-Control: " + strings.Join(wishes, ", ")
	case reading.HasWord(varies, "Cookie"):
		return "Vary: " + strings.Join(varies, ", ")
	}
	return ""
}
