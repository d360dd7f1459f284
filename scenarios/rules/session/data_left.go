package session

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: dataLeft, Rule: finding.Rule{
		ID:       "session/data-left",
		Severity: finding.Error,
		Title:    "Nothing of a user who logged out is stored any more",
		Failed:   "Data of a user who logged out is still stored",
		Why:      "What lies in Cache Storage can be read by every script of the site and by whoever opens the developer tools, also when no page happens to show it now. The next version of the worker may show it.",
		Detected: "Cache Storage is read after the logout, offline first, and once more when pages were opened online. An entry whose bytes were fetched in an exchange of the user who logged out (by their stamp), and that somebody who is not logged in does not get, is left over. One under a private URL that the worker made itself carries no stamp: where no page shows what it holds, it cannot be judged. What was shown after the logout as well is told by session/page-after-logout, and what was shown to the next user by session/other-user.",
		Fix:      "Keep what belongs to a user in a cache of its own, and delete that cache at the logout.",
		Before: `async function keep(request, response) {
  const cache = await caches.open('data');
  await cache.put(request, response);
}`,
		After: `async function keep(request, response) {
  const cache = await caches.open('personal');
  await cache.put(request, response);
}
addEventListener('fetch', event => {
  if (new URL(event.request.url).pathname === '/logout') event.waitUntil(caches.delete('personal'));
});`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/CacheStorage/delete",
			"https://www.w3.org/TR/clear-site-data/",
		},
		Needs: []string{"users"},
	}})
}

func dataLeft(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o, observation.PhaseFirst, observation.PhaseLoggedOut)
	if !ok {
		return v
	}
	if v, still := stillLoggedIn(u); still {
		return v
	}
	left, unclear := storedAfterLogout(u)
	switch {
	case len(shownAfterLogout(u)) > 0:
		return finding.DoesNotApply("what is left of " + u.First + " is shown as well, see session/page-after-logout")
	case len(left)+len(unclear) == 0:
		return finding.Passed("nothing that belongs to " + u.First + " is stored in Cache Storage " + sinceLogout(u) + noSteps(u))
	case len(left) == 0:
		return unclearLeft(u, unclear)
	case len(notAmong(left, shownToSecond(u))) == 0:
		return finding.DoesNotApply("what is left of " + u.First + " is shown to " + u.Second + ", see session/other-user")
	}
	verdict := finding.Failing(fmt.Sprintf("%s, fetched by %s in exchange %d, is still stored in %q %s%s.",
		reading.Path(left[0].URL), u.First, left[0].Exchange, left[0].Cache, sinceLogout(u), andMore(len(left)-1)), left[:min(len(left), 20)]...)
	if !u.LogoutSteps {
		return withoutSteps(verdict)
	}
	return verdict
}

// notAmong returns the evidence of URLs that were not shown.
func notAmong(left []finding.Evidence, shown []leak) []finding.Evidence {
	return slices.DeleteFunc(slices.Clone(left), func(e finding.Evidence) bool {
		return slices.ContainsFunc(shown, func(l leak) bool { return reading.SameURL(l.url, e.URL) })
	})
}

// unclearLeft is the verdict where nothing is known to be left, and responses
// are stored of which it is not known whose they are.
func unclearLeft(u *observation.Users, unclear []finding.Evidence) finding.Verdict {
	if len(notAmong(unclear, unclearAfterLogout(u))) == 0 {
		return finding.DoesNotApply("what may be left of " + u.First + " is shown as well, see session/page-after-logout")
	}
	if len(notAmong(unclear, append(shownToSecond(u), unclearToSecond(u)...))) == 0 {
		return finding.DoesNotApply("what may be left of " + u.First + " is shown to " + u.Second + ", see session/other-user")
	}
	return finding.CannotTell(fmt.Sprintf("whether %s, stored in %q %s, is still that of %s is not known: the worker made the response itself, so its bytes carry no stamp%s. hint: look into Cache Storage after a logout",
		reading.Path(unclear[0].URL), unclear[0].Cache, sinceLogout(u), u.First, andMore(len(unclear)-1)), unclear[:min(len(unclear), 20)]...)
}

// storedAfterLogout returns the entries that belong to the first user, and those
// that may. Those that were replaced as soon as a page was opened online were
// left as well: nobody who picks the machine up need open one.
func storedAfterLogout(u *observation.Users) (left, unclear []finding.Evidence) {
	for _, name := range afterLogout {
		p, _ := u.Phase(name)
		for _, c := range p.Caches {
			for _, e := range c.Entries {
				if mayBeLeft(u, c.Name, e) {
					unclear = addEntry(unclear, c.Name, e, "made by the worker, and stored since "+u.First+" logged in")
				}
				if why := whyLeft(u, e); why != "" {
					left = addEntry(left, c.Name, e, why)
				}
			}
		}
	}
	return left, unclear
}

// whyLeft tells why an entry is the first user's, or "".
func whyLeft(u *observation.Users, e observation.CacheEntry) string {
	from, ok := bytesOf(&u.UserSession, e.Exchange)
	if !ok || from.User != u.First {
		return ""
	}
	why := personal(u, &u.UserSession, from)
	if why == "" {
		return ""
	}
	return fmt.Sprintf("of %s, because %s", u.First, why)
}

// addEntry adds an entry that was not seen in an earlier look.
func addEntry(all []finding.Evidence, cache string, e observation.CacheEntry, why string) []finding.Evidence {
	if slices.ContainsFunc(all, func(x finding.Evidence) bool {
		return x.Cache == cache && x.Exchange == e.Exchange && x.URL == e.URL
	}) {
		return all
	}
	return append(all, reading.OfEntry(cache, e, why))
}

// mayBeLeft reports whether an entry that the worker made is stored under a
// private URL, and nobody saw after the logout what it holds.
func mayBeLeft(u *observation.Users, cache string, e observation.CacheEntry) bool {
	if !isPrivate(u, e.URL) || e.Exchange != 0 || e.Status >= 400 || storedBefore(&u.UserSession, cache, e.URL) {
		return false
	}
	p, _ := u.Phase(observation.PhaseOutOffline)
	for _, v := range p.Visits {
		found, unclear := unstamped(u, &u.UserSession, p, v)
		_, usable := reading.Usable(&v)
		if reading.SameURL(v.URL, e.URL) && v.Cache == cache && madeByWorker(v.ServedBy, v.Exchange) && usable && len(found)+len(unclear) == 0 {
			return false
		}
	}
	return true
}
