package cache

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/error-stored",
		Severity: finding.Error,
		Title:    "No error of the server is stored as content",
		Failed:   "An error of the server is stored as content",
		Why: "A moment in which the server failed stays on the visitor's device: offline, and with cache-first for ever, the error is shown in place of the page, " +
			"the picture or the data, also where a good copy was stored before.",
		Detected: "Pages are visited while every request is answered with status 503, and again when the server is well. Cache Storage then, or at any other time, " +
			"holds an entry with a status of 400 or more. A page that is named after its status, such as /404.html, is meant to be one and is not reported.",
		Fix: "Look at response.ok before cache.put. cache.add and cache.addAll do so by themselves.",
		Before: `const response = await fetch(event.request);
event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/put",
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/ok",
			"https://developer.chrome.com/docs/workbox/modules/workbox-cacheable-response",
		},
		Needs: []string{"faults"},
	}, Judge: errorStored})
}

func errorStored(o *observation.Observations) finding.Verdict {
	errors := storedErrors(o)
	if len(errors) > 0 {
		first := errors[0]
		return finding.Failing(fmt.Sprintf("%s is stored in %q as an answer with status %d%s%s.",
			named(o, first.URL), first.Cache, first.Status, stillShown(o, first), andMore(len(errors)-1)), evidenceOfErrors(errors)...)
	}
	if _, verdict, ok := reading.Faults(o); !ok {
		return verdict
	}
	if len(items(o)) == 0 {
		return reading.NothingStored(o)
	}
	return finding.Passed("no stored response is an error, neither before nor after the server failed")
}

// storedErrors returns the stored responses with the status of an error, each
// place once.
func storedErrors(o *observation.Observations) []item {
	var found []reading.StoredEntry
	collect := func(caches []observation.Cache, log observation.SessionLog) {
		found = reading.AddStored(found, onlyErrors(o, caches), log)
	}
	// Those of the faults first: it is known what became of them.
	if o.Faults != nil {
		for _, s := range o.Faults.Sessions {
			for _, f := range s.Faults {
				collect(f.Stored, s.SessionLog)
				collect(f.Kept, s.SessionLog)
			}
			collect(s.Caches, s.SessionLog)
		}
	}
	for _, e := range reading.StoredEntries(o) {
		collect([]observation.Cache{{Name: e.Cache, Entries: []observation.CacheEntry{e.CacheEntry}}}, e.In)
	}
	if o.Growth != nil {
		collect(o.Growth.Caches, o.Growth.SessionLog)
	}
	var all []item
	for _, e := range found {
		all = append(all, item{e})
	}
	return all
}

func onlyErrors(o *observation.Observations, caches []observation.Cache) []observation.Cache {
	var all []observation.Cache
	for _, c := range caches {
		errors := observation.Cache{Name: c.Name}
		for _, e := range c.Entries {
			if e.Status >= 400 && !isErrorPage(e) && !isRefusal(o, e) {
				errors.Entries = append(errors.Entries, e)
			}
		}
		all = append(all, errors)
	}
	return all
}

// isErrorPage reports whether the entry is the site's own page for its status,
// which servers often answer with that status.
func isErrorPage(e observation.CacheEntry) bool {
	name := path.Base(strings.TrimSuffix(reading.WithoutQuery(e.URL), "/"))
	name, _, _ = strings.Cut(name, ".")
	return name == strconv.Itoa(e.Status) || e.Status == 404 && name == "not-found"
}

// isRefusal reports whether the entry is one that session/login-page-stored
// speaks of, where users are configured.
func isRefusal(o *observation.Observations, e observation.CacheEntry) bool {
	return o.Users != nil && (e.Status == 401 || e.Status == 403)
}

// stillShown tells that a stored error was shown when the server was well.
func stillShown(o *observation.Observations, stored item) string {
	if o.Faults == nil {
		return ""
	}
	for _, s := range o.Faults.Sessions {
		for _, f := range s.Faults {
			for _, v := range []*observation.Visit{f.After, f.AfterUnvisited} {
				if v != nil && reading.SameURL(v.URL, stored.URL) && v.Status == stored.Status && v.ServedBy == observation.ByCacheStorage {
					return ", and shown although the server is well again"
				}
			}
		}
	}
	return ""
}

func evidenceOfErrors(errors []item) []finding.Evidence {
	var all []finding.Evidence
	for _, e := range errors {
		text := fmt.Sprintf("stored with status %d", e.Status)
		if from, ok := e.Origin(); ok && from.Outcome == observation.Played {
			text += ", which was played while the server was made to fail"
		}
		all = append(all, e.evidence("%s", text))
	}
	return atMost(all)
}
