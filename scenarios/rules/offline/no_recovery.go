package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: noRecovery, Rule: finding.Rule{
		ID:       "offline/no-recovery",
		Severity: finding.Error,
		Title:    "The site recovers when the network is back",
		Failed:   "The page does not come back when the network does",
		Why:      "One moment offline, and the visitor stays with the error or the offline page although they are connected again. Reloading does not help; most give up, the rest clear their browser's data.",
		Detected: "After the offline visits the wire is mended, and a page that did not open offline, else the start page, is reloaded. It shows the browser's error page, the fallback, nothing, or another page, or lacks its content, although it opened online before.",
		Fix:      "Never store the fallback under the page's URL, and try the network again at every navigation. Do not keep a \"we are offline\" flag in the worker.",
		Before: `const response = await fetch(request).catch(() => caches.match('/offline.html'));
await cache.put(request, response.clone()); // stores the fallback as the page`,
		After: `try {
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
} catch {
  return caches.match('/offline.html');
}`,
		References: []string{
			"https://web.dev/articles/offline-cookbook",
			"https://developer.mozilla.org/en-US/docs/Web/API/Navigator/onLine",
		},
		Needs: []string{"offline"},
	}})
}

func noRecovery(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	back := use.Recovery
	if reason, ok := reading.Usable(back); !ok {
		return finding.CannotTell("after the wire was mended, " + reason)
	}
	if back.Network != observation.Online {
		return finding.CannotTell("the wire was not back when " + reading.Path(back.URL) + " was reloaded")
	}
	page := pageAt(o, back.URL)
	if page == nil || !reading.Covered(o, back.URL) {
		return unknownRecovery(*back)
	}
	if reason, ok := reading.Usable(&page.Online); !ok {
		return finding.CannotTell("online, " + reason)
	}
	if page.Online.Error != "" || page.Online.Status >= 400 {
		return finding.DoesNotApply(reading.Path(page.URL) + " did not open online before either")
	}
	if back.Error != "" && serverFailed(o, back.URL) {
		return finding.CannotTell("the server itself did not answer for " + reading.Path(back.URL) + " when the wire was mended")
	}
	return judgeRecovery(o, *page, *back)
}

// unknownRecovery judges a page without a visit online to compare with.
func unknownRecovery(back observation.Visit) finding.Verdict {
	if back.Error != "" {
		return finding.CannotTell(fmt.Sprintf("%s shows the browser's error page (%s) with the network back, but was never seen online", reading.Path(back.URL), back.Error))
	}
	return finding.Passed(reading.Path(back.URL) + " is answered again, " + reading.From(back))
}

func judgeRecovery(o *observation.Observations, page observation.PageUse, back observation.Visit) finding.Verdict {
	shows := reading.Shows(o, page, back)
	path := reading.Path(page.URL)
	reason := ""
	switch shows {
	case finding.ShowsPage:
	case finding.ShowsShell:
		if _, lost := reading.TextLost(back, page.Online); lost {
			reason = reading.Describe(shows, back)
		}
	case finding.ShowsFallback, finding.ShowsOther:
		// What comes from the server now is the page, whatever it says: texts
		// change. Only what the worker answers can be the fallback.
		if back.ServedBy != observation.ByNetwork && back.ServedBy != observation.ByHTTPCache {
			reason = reading.Describe(shows, back)
		}
	default:
		reason = reading.Describe(shows, back)
	}
	if reason == "" {
		return finding.Passed(fmt.Sprintf("%s is back with the network, %s", path, reading.From(back)))
	}
	return finding.Failing(fmt.Sprintf("the network is back, and %s shows %s", path, reason), reading.OfVisit(back, "online again, it shows "+reason))
}
