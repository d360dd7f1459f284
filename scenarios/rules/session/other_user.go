package session

import (
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: otherUser, Rule: finding.Rule{
		ID:       "session/other-user",
		Severity: finding.Error,
		Title:    "A user is shown nothing that was fetched for another one",
		Failed:   "A user is shown what was fetched for another one",
		Why:      "Two people share a browser, in a family, a library or an office. The second one logs in and sees the messages, orders or data of the first, and may act on them in the belief that they are their own.",
		Detected: "A second user logs in, after the first one logged out, and in another session after the login of the first one expired. What a worker shows then and has fetched in an exchange of the first user (by the stamp on its bytes) is a leak where the second user gets something else. What is shown after the logout already is told by session/page-after-logout.",
		Fix:      "Delete what belongs to the former user when another one logs in, or keep it under a name that tells the user, and look only there. A URL alone does not tell for whom the answer was.",
		Before:   `const stored = await caches.match('/api/me');`,
		After:    `const stored = await caches.match('/api/me', {cacheName: 'personal-' + userId});`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/CacheStorage/match",
			"https://www.rfc-editor.org/rfc/rfc9111#name-private-2",
		},
		Needs: []string{"users"},
	}})
}

func otherUser(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o)
	if !ok {
		return v
	}
	if u.Second == "" {
		return finding.DoesNotApply("only one user is configured")
	}
	if !made(&u.UserSession, observation.PhaseSecond) && !made(u.Expiry, observation.PhaseSecond) {
		return finding.CannotTell(reading.NotMade(o, experiment))
	}
	all := shownToSecond(u)
	named := shownAfterLogout(u)
	leaks := slices.DeleteFunc(slices.Clone(all), func(l leak) bool { return isAmong(named, l.url) })
	switch {
	case len(leaks) > 0 && disagreement(u) != nil:
		return finding.DoesNotApply("the page and its data are of two users, see session/mismatch-reload")
	case len(leaks) > 0:
		return failing(u, leaks)
	case len(all) > 0:
		return finding.DoesNotApply(u.Second + " is shown what is shown to everybody after the logout, see session/page-after-logout")
	}
	if unclear := unclearToSecond(u); len(unclear) > 0 {
		before := append(named, unclearAfterLogout(u)...)
		unclear = slices.DeleteFunc(unclear, func(l leak) bool { return isAmong(before, l.url) })
		if len(unclear) == 0 {
			return finding.DoesNotApply(u.Second + " is shown what may be that of " + u.First + " after the logout already, see session/page-after-logout")
		}
		return uncertain(u, unclear)
	}
	if reason := unusable(&u.UserSession, observation.PhaseSecond, observation.PhaseSecondOffline); reason != "" {
		return finding.CannotTell(reason)
	}
	return finding.Passed(u.Second + " was shown nothing that was fetched for " + u.First)
}

// shownToSecond returns what was shown to the second user of the first, each
// URL once.
func shownToSecond(u *observation.Users) []leak {
	var all []leak
	for _, s := range sessions(u) {
		for _, name := range toSecond {
			all = append(all, slices.DeleteFunc(leaksIn(u, s, name), func(l leak) bool { return ownAnswer(s, u.Second, l.from) })...)
		}
	}
	return byURL(all)
}

// toSecond are the phases in which the second user is logged in.
var toSecond = []observation.PhaseName{observation.PhaseSecond, observation.PhaseSecondOffline}

// unclearToSecond returns what was shown to the second user and may be the first
// one's, each URL once.
func unclearToSecond(u *observation.Users) []leak {
	var all []leak
	for _, s := range sessions(u) {
		for _, name := range toSecond {
			all = append(all, unclearIn(u, s, name)...)
		}
	}
	return byURL(all)
}
