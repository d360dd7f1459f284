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
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/captive-portal",
		Severity: finding.Error,
		Title:    "The page of a captive portal is not stored as the site",
		Failed:   "The page of a captive portal is stored as the site",
		Why: "The wireless network of a hotel, a train or an office answers for the site until the visitor signs in: with a page of its own and status 200, or with a redirect to one. " +
			"A worker that stores it shows the sign-in page of the hotel in place of the article, at home and for weeks. A maintenance page with status 200 does the same on any site.",
		Detected: "Pages are visited while every request is answered with a portal's page, and while every request is redirected to one; then again without the portal. " +
			"Cache Storage holds the portal's answer, or it is shown although the portal is gone. Where the next visit replaces it, and on https sites, for which no portal can answer, it weighs less.",
		Fix: "Let the server name itself in a header of your own, such as X-Site, and store only what has it. Never store what was redirected (response.redirected) or has another type than the URL promises.",
		Before: `const response = await fetch(event.request);
if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
const ours = response.headers.get('X-Site') === 'our-site';
if (response.ok && !response.redirected && ours) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/redirected",
			"https://www.rfc-editor.org/rfc/rfc8952",
			"https://developer.chrome.com/docs/workbox/modules/workbox-cacheable-response#caching_based_on_headers",
		},
		Needs: []string{"faults"},
	}, Judge: captivePortal})
}

func captivePortal(o *observation.Observations) finding.Verdict {
	faults, verdict, ok := reading.Faults(o)
	if !ok {
		return verdict
	}
	var kept, replaced []finding.Evidence
	seen := false
	for _, name := range []observation.FaultName{observation.FaultPortal, observation.FaultPortalRedirect} {
		session, fault, made := faults.Find(name)
		if !made {
			continue
		}
		seen = true
		if refused(session, fault) {
			return finding.CannotTell("the portal could not answer for the site: its traffic passes unread")
		}
		stays, leaves := storedPortal(session, fault)
		kept, replaced = append(kept, stays...), append(replaced, leaves...)
	}
	switch {
	case len(kept)+len(replaced) > 0 && storesFailures(o):
		return finding.DoesNotApply("the worker stores whatever is answered, a failing server's errors too, see cache/error-stored")
	case len(kept) > 0:
		return portalVerdict(o, kept, finding.Error, ", and is still there when the portal is gone.")
	case len(replaced) > 0:
		return portalVerdict(o, replaced, finding.Information, "; it is replaced when it is visited again, and without a network in between it would be shown.")
	case !seen:
		_, _, verdict, _ := reading.Fault(o, observation.FaultPortal)
		return verdict
	}
	return finding.Passed("nothing that a captive portal answered was stored")
}

// storesFailures reports whether the worker does not look at all at what it
// stores.
func storesFailures(o *observation.Observations) bool {
	for _, e := range storedErrors(o) {
		if from, ok := e.Origin(); ok && from.Outcome == observation.Played && from.Network == observation.Status {
			return true
		}
	}
	return false
}

func portalVerdict(o *observation.Observations, found []finding.Evidence, severity finding.Severity, became string) finding.Verdict {
	verdict := finding.Failing(asPortalAnswered(o, found, became), atMost(found)...)
	if severity == finding.Error && strings.HasPrefix(o.Target, "https:") {
		severity = finding.Warning
	}
	if severity != finding.Error {
		verdict.Severity = severity
	}
	return verdict
}

// asPortalAnswered tells of the first entry and what became of it, and how many
// more there are. What was shown may be stored where nobody looked.
func asPortalAnswered(o *observation.Observations, found []finding.Evidence, became string) string {
	first, stored := found[0], 0
	for _, e := range found {
		if e.Kind == finding.OfCacheEntry {
			stored++
		}
	}
	if stored == 0 {
		return named(o, first.URL) + " is shown as the captive portal answered it, although the portal is gone."
	}
	said := fmt.Sprintf("%s is stored in %q as the captive portal answered it%s", named(o, first.URL), first.Cache, became)
	switch {
	case stored == 2:
		said += " One more entry holds its answer."
	case stored > 2:
		said += fmt.Sprintf(" %d more entries hold its answers.", stored-1)
	}
	return said
}

// storedPortal returns what was stored of the portal's answers: what was still
// there or shown after it, and what a visit without it replaced.
func storedPortal(s observation.FaultSession, f observation.Fault) (kept, replaced []finding.Evidence) {
	var after []finding.Evidence
	for _, v := range []*observation.Visit{f.After, f.AfterUnvisited} {
		if v != nil && isPortals(s, v.Exchange) {
			after = append(after, reading.OfVisit(*v, "without the portal, its page is shown, "+reading.From(*v)))
		}
	}
	stays := reading.AddStored(nil, f.Kept, s.SessionLog)
	known := map[string]bool{}
	for _, e := range stays {
		if isPortals(s, e.Exchange) {
			known[e.Cache+" "+e.URL] = true
			kept = append(kept, item{e}.evidence("holds what the portal answered, after another visit without it"))
		}
	}
	for _, e := range reading.AddStored(nil, f.Stored, s.SessionLog) {
		if isPortals(s, e.Exchange) && !known[e.Cache+" "+e.URL] {
			replaced = append(replaced, item{e}.evidence("held what the portal answered"))
		}
	}
	if len(kept)+len(replaced) == 0 {
		return after, nil
	}
	if len(after) > 0 { // whatever became of the entry later, it was shown
		return append(append(kept, replaced...), after...), nil
	}
	return kept, replaced
}

// isPortals reports whether the exchange is one that the portal answered.
func isPortals(s observation.FaultSession, exchange int) bool {
	from, ok := s.Exchange(exchange)
	return ok && from.Network == observation.CaptivePortal && from.Outcome == observation.Played
}

// refused reports whether the portal was asked and could not answer at all.
func refused(s observation.FaultSession, f observation.Fault) bool {
	asked := 0
	for id := f.FirstExchange; id <= f.LastExchange; id++ {
		if isPortals(s, id) {
			return false
		}
		if e, ok := s.Exchange(id); ok && e.Network == observation.CaptivePortal {
			asked++
		}
	}
	return asked > 0
}
