package session

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: loginPageStored, Rule: finding.Rule{
		ID:       "session/login-page-stored",
		Severity: finding.Error,
		Title:    "No login page and no refusal is stored as a page",
		Failed:   "The login page, or a refusal, is stored under the URL of a page",
		Why:      "Whoever opens a private page before they log in leaves the login page in the cache, under that page's URL. Afterwards the worker shows it to them although they are logged in, at the latest when the network is gone.",
		Detected: "The private pages are opened before the login. An entry of Cache Storage whose bytes were fetched from the URL to which the site redirects who is not logged in (by their stamp) is the login page under a wrong name. So is a stored 401 or 403.",
		Fix:      "Store only what is response.ok and not response.redirected: a redirect that was followed gives the page that it led to, with status 200.",
		Before: `const response = await fetch(request);
if (response.ok) event.waitUntil(cache.put(request, response.clone()));`,
		After: `const response = await fetch(request);
if (response.ok && !response.redirected) event.waitUntil(cache.put(request, response.clone()));`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/redirected",
			"https://fetch.spec.whatwg.org/#dom-response-redirected",
		},
		Needs: []string{"users"},
	}})
}

func loginPageStored(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o, observation.PhaseAnonymous)
	if !ok {
		return v
	}
	stored := storedLoginPages(u)
	if len(stored) > 0 {
		return finding.Failing(fmt.Sprintf("%s holds %s in %q%s.", reading.Path(stored[0].URL), stored[0].Text, stored[0].Cache, andMore(len(stored)-1)), stored[:min(len(stored), 20)]...)
	}
	if len(u.Private) == 0 {
		return finding.DoesNotApply("no private pages are configured, so none was opened before the login")
	}
	return finding.Passed("no login page and no refusal is stored under the URL of a page")
}

// storedLoginPages returns the entries that hold a login page or a refusal in
// place of what is asked for under their URL, each once.
func storedLoginPages(u *observation.Users) []finding.Evidence {
	logins := loginPages(u)
	var all []finding.Evidence
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			for _, c := range p.Caches {
				for _, e := range c.Entries {
					text := loginPageIn(s, e, logins)
					known := func(other finding.Evidence) bool { return other.URL == e.URL && other.Cache == c.Name }
					if text != "" && !slices.ContainsFunc(all, known) {
						all = append(all, reading.OfEntry(c.Name, e, text))
					}
				}
			}
		}
	}
	return all
}

// loginPages returns the pages to which who is not logged in is sent, without
// their queries.
func loginPages(u *observation.Users) []string {
	var all []string
	for _, s := range sessions(u) {
		p, _ := s.Phase(observation.PhaseAnonymous)
		for _, v := range p.Truth {
			if at := reading.WithoutQuery(v.Final); isPrivate(u, v.URL) && at != "" && at != reading.WithoutQuery(v.URL) {
				all = append(all, at)
			}
		}
	}
	return all
}

// loginPageIn says which wrong thing the entry holds, or "".
func loginPageIn(s *observation.UserSession, e observation.CacheEntry, logins []string) string {
	if e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden {
		return fmt.Sprintf("a refusal with status %d", e.Status)
	}
	from, ok := bytesOf(s, e.Exchange)
	if !ok || from.User != "" {
		return ""
	}
	at := reading.WithoutQuery(from.URL)
	if slices.Contains(logins, at) && at != reading.WithoutQuery(e.URL) {
		return fmt.Sprintf("the login page %s, fetched in exchange %d", reading.Path(from.URL), from.ID)
	}
	return ""
}
