package reading

import (
	"fmt"
	"regexp"

	"github.com/swcheck/swcheck/observation"
)

// WorkersOwn returns what a worker asked for by itself. The browser sends the
// worker's script as the referrer of such a request; one that the worker passes
// on for a page keeps the page's.
//
// Source: https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func WorkersOwn(log observation.SessionLog, script string) []observation.Exchange {
	var own []observation.Exchange
	for _, e := range log.Exchanges {
		if !e.IsWorkerScript() && e.RequestHeader.Get("Referer") == script {
			own = append(own, e)
		}
	}
	return own
}

// What Chrome writes to the worker's console when Cache.add or addAll fails.
//
// Source: third_party/blink/renderer/modules/cache_storage/cache.cc in Chromium.
var cacheAdd = regexp.MustCompile(`Cache\.(add|addAll)\(\) failed for '([^']*)': ([^\n]+)`)

// CacheFailure reads of a message which URL could not be stored by which of add
// and addAll, and why.
func CacheFailure(text string) (url, method, why string, ok bool) {
	found := cacheAdd.FindStringSubmatch(text)
	if found == nil {
		return "", "", "", false
	}
	return found[2], found[1], found[3], true
}

// NotStorable reports whether Cache.add refuses the answer: there is none, or
// its status is not one of success.
func NotStorable(e observation.Exchange) (why string, bad bool) {
	switch {
	case e.Outcome == observation.Failed:
		return "no answer: " + e.Error, true
	case (e.Outcome == observation.Answered || e.Outcome == observation.Played) && e.Status >= 400:
		return fmt.Sprintf("answered with status %d", e.Status), true
	}
	return "", false
}

// MissingAsset returns the asset that a worker asked for by itself after the
// exchange with the ID, while it was installed, and did not get, and why. What
// it imports is no asset.
func MissingAsset(log observation.SessionLog, script string, after int) (asset observation.Exchange, why string, missing bool) {
	for _, e := range WorkersOwn(log, script) {
		if e.ID <= after || e.Destination() == "script" || e.Network != observation.Online {
			continue
		}
		if why, bad := NotStorable(e); bad {
			return e, why, true
		}
	}
	return observation.Exchange{}, "", false
}

// installRule names the rule that tells why a worker was not installed.
func installRule(o *observation.Observations, script string) string {
	for _, log := range Logs(o) {
		if _, _, missing := MissingAsset(log, script, 0); missing {
			return "install/missing-asset"
		}
	}
	return "registration/install-failure"
}
