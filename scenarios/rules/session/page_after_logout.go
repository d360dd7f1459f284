package session

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: pageAfterLogout, Rule: finding.Rule{
		ID:       "session/page-after-logout",
		Severity: finding.Error,
		Title:    "Nothing of a user who logged out is shown any more",
		Failed:   "A page of a user who logged out can still be read",
		Why:      "Who logs out on a shared or borrowed machine trusts that the next one cannot read their pages. Whoever opens the browser then, with the network gone or not, reads them without any password.",
		Detected: "A user logs in, looks at the private pages, the start page and some others, and logs out. Then these are opened offline, on lie-fi and online, in this order. Where no logout is configured, the cookies of the login are removed instead, and what is shown then is inconclusive, because the site might tidy up at a logout. What a worker shows then and has fetched in an exchange of that user (by the stamp on its bytes) is that user's where somebody who is not logged in gets a redirect, 401, 403, 404 or something else. Where bytes carry no stamp, because the worker or the page made them itself, a private page is that user's where all words and numbers stand there that the site shows to that user alone: two where a second user is configured, whose page tells which are everybody's, else five. Less than that, and nothing that tells, cannot be judged.",
		Fix:      "Do not store what belongs to one user, or delete it at the logout: in the worker, when it sees the navigation that logs out, or from the server with Clear-Site-Data: \"storage\". Delete it as well when the server answers that nobody is logged in.",
		Before: `const response = await fetch(event.request);
event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
const wishes = response.headers.get('Cache-Control') || '';
if (!/no-store|private/.test(wishes)) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://www.w3.org/TR/clear-site-data/",
			"https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Clear-Site-Data",
			"https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/06-Testing_for_Logout_Functionality",
		},
		Needs: []string{"users"},
	}})
}

var afterLogout = []observation.PhaseName{observation.PhaseOutOffline, observation.PhaseOutLieFi, observation.PhaseLoggedOut}

// shownAfterLogout returns what was shown of the first user after the logout,
// each URL once.
func shownAfterLogout(u *observation.Users) []leak {
	var all []leak
	for _, name := range afterLogout {
		all = append(all, leaksIn(u, &u.UserSession, name)...)
	}
	return byURL(all)
}

// unclearAfterLogout returns what was shown after the logout and may be the
// first user's, each URL once.
func unclearAfterLogout(u *observation.Users) []leak {
	var all []leak
	for _, name := range afterLogout {
		all = append(all, unclearIn(u, &u.UserSession, name)...)
	}
	return byURL(all)
}

func pageAfterLogout(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o, observation.PhaseFirst, observation.PhaseOutOffline)
	if !ok {
		return v
	}
	if v, still := stillLoggedIn(u); still {
		return v
	}
	leaks := shownAfterLogout(u)
	switch {
	case len(leaks) > 0 && !u.LogoutSteps:
		return withoutSteps(failing(u, leaks))
	case len(leaks) > 0:
		return failing(u, leaks)
	}
	if unclear := unclearAfterLogout(u); len(unclear) > 0 {
		return uncertain(u, unclear)
	}
	if reason := unusable(&u.UserSession, observation.PhaseOutOffline, observation.PhaseLoggedOut); reason != "" {
		return finding.CannotTell(reason)
	}
	if !made(&u.UserSession, observation.PhaseLoggedOut) {
		return finding.CannotTell("what is shown online after the logout was not seen")
	}
	where := "offline and online"
	if made(&u.UserSession, observation.PhaseOutLieFi) {
		where = "offline, on lie-fi and online"
	}
	return finding.Passed("nothing that belongs to " + u.First + " was shown " + sinceLogout(u) + ": " + where + noSteps(u))
}

// noSteps says that the site was not told of the logout, or nothing.
func noSteps(u *observation.Users) string {
	if u.LogoutSteps {
		return ""
	}
	return "; no `logout` is configured, so what the site itself does at one was not tried"
}

// stillLoggedIn returns the verdict where the logout did not log out.
func stillLoggedIn(u *observation.Users) (finding.Verdict, bool) {
	if over, known := ended(&u.UserSession, observation.PhaseLoggedOut); known && !over {
		if !u.LogoutSteps {
			return finding.CannotTell(fmt.Sprintf("no `logout` is configured, and the site still knows %s when the cookies of the login are removed, so what is left then was not seen. hint: configure the logout", u.First)), true
		}
		return finding.CannotTell(fmt.Sprintf("the site still knows %s after the steps of the logout, so what is left then was not seen. hint: look at the configured steps of the logout", u.First)), true
	}
	return finding.Verdict{}, false
}

// withoutSteps takes a finding back that rests on a logout of which the site
// was told nothing: it may well tidy up at a real one.
func withoutSteps(v finding.Verdict) finding.Verdict {
	return finding.CannotTell("no `logout` is configured, so the cookies of the login were removed instead, of which the site knows nothing; then "+
		v.Message+" hint: configure the logout", v.Evidence...)
}
