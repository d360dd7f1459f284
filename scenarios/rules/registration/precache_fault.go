package registration

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// failedPrecache finds a worker that is active although the filling of its
// cache failed.
func failedPrecache(o *observation.Observations, s session) (Fault, bool) {
	for _, r := range s.Registrations {
		for _, v := range r.Versions {
			if !installed(v) {
				continue
			}
			if fault, found := precacheOf(o, s, v); found {
				return fault, true
			}
		}
	}
	return Fault{}, false
}

func precacheOf(o *observation.Observations, s session, v observation.WorkerVersion) (Fault, bool) {
	for _, m := range s.WorkerConsole {
		url, method, why, ok := reading.CacheFailure(m.Text)
		if !ok {
			continue
		}
		failed, own := failedRequest(s, v.ScriptURL, url)
		switch {
		case !own, method == "add" && s.askedByPage(url):
			continue // stored while visiting, not while installing
		case !uncaught(s, v, method) && reading.StoresAnything(o):
			continue // the worker caught it and got on
		}
		return Fault{Script: v.ScriptURL, Active: true,
			Reason:   fmt.Sprintf("it became active although %s could not be stored: %s", url, why),
			Messages: append(uncaughtAdds(s, v, method), m.Text),
			Evidence: []finding.Evidence{
				{Kind: finding.OfExchange, URL: failed.URL, Text: fmt.Sprintf("asked for by the worker, status %d", failed.Status), Exchange: failed.ID},
				{Kind: finding.OfConsole, URL: v.ScriptURL, Text: firstLine(m.Text)},
			}}, true
	}
	return Fault{}, false
}

// failedRequest returns the worker's own request for the URL that got no
// usable answer online.
func failedRequest(s session, script, url string) (observation.Exchange, bool) {
	for _, e := range s.ownRequests(script) {
		if _, bad := reading.NotStorable(e); bad && e.Network == observation.Online && reading.SameURL(e.URL, url) {
			return e, true
		}
	}
	return observation.Exchange{}, false
}

func uncaught(s session, v observation.WorkerVersion, method string) bool {
	return len(uncaughtAdds(s, v, method)) > 0
}

func uncaughtAdds(s session, v observation.WorkerVersion, method string) []string {
	var adds []string
	for _, text := range uncaughtTexts(s, v) {
		if strings.Contains(text, "'"+method+"' on 'Cache'") {
			adds = append(adds, text)
		}
	}
	return adds
}
