package update

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
	rules.Register(rules.Rule{Judge: oldCachesKept, Rule: finding.Rule{
		ID:       "update/old-caches-kept",
		Severity: finding.Warning,
		Title:    "The caches of former versions are removed",
		Failed:   "The caches of former versions are never removed",
		Why:      "Each deploy leaves another copy of the site on the visitor's device. One day the browser is short of space and throws away all that the site has stored, what the visitor wanted to keep included.",
		Detected: "After a deploy, with the new version active and all tabs closed and opened again, a cache of the former version is still there beside one whose name differs in the version only, and nobody uses it. Where the deploy is played, it must still be there after another one: a worker may keep one version for tabs that are still open. After a single deploy of your own it cannot be told.",
		Fix:      "When the new version is activated, delete those of your own caches that it does not use.",
		Before:   `addEventListener('activate', (event) => event.waitUntil(clients.claim()));`,
		After: `addEventListener('activate', (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('pages-') && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#activate",
			"https://developer.mozilla.org/en-US/docs/Web/API/Service_Worker_API/Using_Service_Workers#deleting_old_caches",
			"https://web.dev/articles/storage-for-the-web#eviction",
		},
		Needs: []string{"deploy"},
	}})
}

func oldCachesKept(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	first, last := rounds[0], rounds[len(rounds)-1]
	if oldCacheWins(o).Outcome == finding.Fail {
		return finding.DoesNotApply("the caches of the former version are there and answer, see update/old-cache-wins")
	}
	if len(last.Reopened) == 0 {
		return finding.CannotTell("no page was loaded after all tabs had been closed")
	}
	verdict, stuck := last.Kept()
	if stuck && !last.FreshWithoutScript() {
		return verdict
	}
	former := cacheNames(first.Stored)
	if len(former) == 0 {
		return finding.DoesNotApply("nothing was stored before the deploy")
	}
	kept, successors := last.Superseded(former)
	switch {
	case len(kept) == 0:
		return nothingKept(o, former, last)
	case stuck:
		// Angular's does so when it has been idle for 5 s after its next start.
		return finding.CannotTell(fmt.Sprintf("the worker learns of a build from a manifest and is not installed anew, so it may remove the cache %s later on", kept[0]))
	case len(rounds) == 1 && len(distinct(successors)) == len(successors):
		return finding.CannotTell(fmt.Sprintf("the cache %s is still there beside %s after one deploy, which a worker may do for tabs that are still open; whether it goes with the next one was not seen",
			strings.Join(kept, ", "), strings.Join(distinct(successors), ", ")))
	}
	return reading.Unless(o, finding.Failing(
		fmt.Sprintf("%sbuild %s is deployed and active, and the cache %s is still there beside %s%s",
			after(len(rounds)), last.Build, strings.Join(kept, ", "), strings.Join(distinct(successors), ", "), growth(first.Stored, last.Caches)),
		evidenceOf(last, kept, successors)...))
}

func nothingKept(o *observation.Observations, former []string, last reading.Round) finding.Verdict {
	if reason, limited := reading.Limited(o); limited {
		return finding.CannotTell(reason)
	}
	if used, successors := last.Lingering(former); len(used) > 0 {
		return finding.CannotTell(fmt.Sprintf("the cache %s is still there beside %s, and still answers after the deploy", used[0], successors[0]))
	}
	now := cacheNames(last.Caches)
	isThere := func(name string) bool { return slices.Contains(now, name) }
	switch {
	case !slices.ContainsFunc(former, isThere):
		return finding.Passed("the new version removed the caches of the former one")
	case slices.ContainsFunc(now, func(name string) bool { return !slices.Contains(former, name) }):
		return finding.Passed("no cache of the former version is left behind beside one that took its place")
	}
	return finding.Passed("the caches keep their names over the deploy, none is left behind")
}

func distinct(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

func after(deploys int) string {
	if deploys == 1 {
		return ""
	}
	return fmt.Sprintf("after %d deploys, ", deploys)
}

func growth(before, now []observation.Cache) string {
	was, has := sizeOf(before), sizeOf(now)
	if has <= was {
		return ""
	}
	return fmt.Sprintf(", and what is stored has grown from %d to %d KiB", was>>10, has>>10)
}

func sizeOf(caches []observation.Cache) int64 {
	var total int64
	for _, c := range caches {
		for _, e := range c.Entries {
			total += max(e.Bytes, 0)
		}
	}
	return total
}

func cacheNames(caches []observation.Cache) []string {
	var names []string
	for _, c := range caches {
		names = append(names, c.Name)
	}
	return names
}

func evidenceOf(r reading.Round, kept, successors []string) []finding.Evidence {
	var all []finding.Evidence
	for _, c := range r.Caches {
		at := slices.Index(kept, c.Name)
		if at < 0 {
			continue
		}
		e := finding.Evidence{Kind: finding.OfCacheEntry, Cache: c.Name,
			Text: fmt.Sprintf("%d entries, %d bytes, beside its successor %s", len(c.Entries), sizeOf([]observation.Cache{c}), successors[at])}
		if len(c.Entries) > 0 {
			e.URL, e.Exchange = c.Entries[0].URL, c.Entries[0].Exchange
		}
		all = append(all, e)
	}
	return all
}
