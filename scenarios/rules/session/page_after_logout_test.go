package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestPageAfterLogout(t *testing.T) {
	kept := stored("/account", accountOfAda, exAdaAccount, observation.Offline)
	nameless := stored("/account", "Your ticket number is TD-1001", exAdaAccount, observation.Offline)
	made := stored("/account", accountOfAda, 0, observation.Offline)
	made.ServedBy, made.Cache = observation.ByWorker, ""
	data := func(by observation.ServedBy) observation.Request {
		return observation.Request{URL: Origin + "/api/me", Destination: "fetch", Status: 200, ServedBy: by, Cache: "v1", Exchange: exAdaData}
	}
	Check(t, pageAfterLogout, finding.NotApplicable, []Case{
		{Name: "nothing is left", Want: finding.Pass, Says: "ada", Change: with(func(*observation.Users) {})},
		{Name: "offline", Want: finding.Fail, Says: "/account, fetched by ada in exchange 5, is shown offline after ada logged out, from the cache v1", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseOutOffline, kept) })},
		{Name: "without a name on the page", Want: finding.Fail, Says: "exchange 5", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseOutOffline, nameless) })},
		{Name: "online", Want: finding.Fail, Says: "after ada logged out", Evidence: at("/"),
			Change: with(func(u *observation.Users) {
				show(&u.UserSession, observation.PhaseLoggedOut, stored("/", homeOfAda, exAdaHome, observation.Online))
			})},
		{Name: "on lie-fi", Want: finding.Fail, Says: "on lie-fi", Evidence: at("/account"),
			Change: with(func(u *observation.Users) {
				u.Phases = append(u.Phases, observation.UserPhase{Name: observation.PhaseOutLieFi, Network: observation.LieFi, Visits: []observation.Visit{kept}})
			})},
		{Name: "data on a page of everybody's", Want: finding.Fail, Says: "/api/me", Evidence: at("/api/me"),
			Change: with(func(u *observation.Users) {
				page := stored("/", homeOfNobody, exHomeAgain, observation.Offline)
				page.Requests = append(page.Requests, data(observation.ByCacheStorage))
				show(&u.UserSession, observation.PhaseOutOffline, page)
			})},
		{Name: "data that a page asks for", Want: finding.Fail, Says: "/api/me", Evidence: at("/api/me"),
			Change: with(func(u *observation.Users) {
				in(&u.UserSession, observation.PhaseOutOffline).Data = []observation.Request{data(observation.ByCacheStorage)}
			})},
		{Name: "from the browser's own cache", Want: finding.Pass,
			Change: with(func(u *observation.Users) {
				in(&u.UserSession, observation.PhaseOutOffline).Data = []observation.Request{data(observation.ByHTTPCache)}
			})},
		{Name: "made by the worker of what it keeps elsewhere", Want: finding.Fail, Says: "the page of ada", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseOutOffline, made) })},
		{Name: "what everybody gets", Want: finding.Pass,
			Change: with(func(u *observation.Users) {
				show(&u.UserSession, observation.PhaseOutOffline, stored("/", homeOfNobody, exStyle, observation.Offline))
			})},
		{Name: "no steps of a logout", Want: finding.Inconclusive, Says: "hint: configure the logout",
			Change: with(func(u *observation.Users) {
				u.LogoutSteps = false
				show(&u.UserSession, observation.PhaseOutOffline, kept)
			})},
		{Name: "no steps, and nothing is left", Want: finding.Pass, Says: "after the cookies of ada were removed: offline and online; no `logout` is configured",
			Change: with(func(u *observation.Users) { u.LogoutSteps = false })},
		{Name: "no steps, and the login lies elsewhere", Want: finding.Inconclusive, Says: "hint: configure the logout",
			Change: with(func(u *observation.Users) {
				u.LogoutSteps = false
				in(&u.UserSession, observation.PhaseLoggedOut).Truth = in(&u.UserSession, observation.PhaseFirst).Truth
			})},
		{Name: "steps that do not log out", Want: finding.Inconclusive, Says: "still knows ada",
			Change: with(func(u *observation.Users) {
				in(&u.UserSession, observation.PhaseLoggedOut).Truth = in(&u.UserSession, observation.PhaseFirst).Truth
				show(&u.UserSession, observation.PhaseOutOffline, kept)
			})},
		{Name: "a visit that never settles", Want: finding.Inconclusive, Says: "out-offline",
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseOutOffline, *Unsettled("/account")) })},
		{Name: "on lie-fi nothing settles", Want: finding.Pass,
			Change: with(func(u *observation.Users) {
				u.Phases = append(u.Phases, observation.UserPhase{Name: observation.PhaseOutLieFi, Network: observation.LieFi, Visits: []observation.Visit{*Unsettled("/account")}})
			})},
		{Name: "a page that reloads for ever", Want: finding.NotApplicable, Says: "session/mismatch-reload", Change: with(looping)},
	})
}
