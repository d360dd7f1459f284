package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// remade is a visit that is shown what the worker had made of a response, and
// stored: without a stamp.
func remade(path, text string, network observation.Network) observation.Visit {
	return stored(path, text, 0, network)
}

// saying lets the site say something at the account page, to ada and to otto.
func saying(toAda, toOtto string, then func(*observation.Users)) func(*observation.Observations) {
	return with(func(u *observation.Users) {
		for _, s := range sessions(u) {
			for i := range s.Phases {
				p := &s.Phases[i]
				for _, visits := range [][]observation.Visit{p.Truth, p.Visits} {
					for j := range visits {
						switch visits[j].Text {
						case accountOfAda:
							visits[j].Text = toAda
						case accountOfOtto:
							visits[j].Text = toOtto
						}
					}
				}
			}
		}
		then(u)
	})
}

// afterwards shows it offline after the logout.
func afterwards(v observation.Visit) func(*observation.Users) {
	return func(u *observation.Users) { show(&u.UserSession, observation.PhaseOutOffline, v) }
}

// alone takes the second user away.
func alone(then func(*observation.Users)) func(*observation.Users) {
	return func(u *observation.Users) {
		u.Second, u.Phases, u.Expiry.Phases = "", u.Phases[:4], u.Expiry.Phases[:3]
		then(u)
	}
}

func TestPageWithoutAStampAfterLogout(t *testing.T) {
	balance := func(amount string) string { return "Your account. Your balance is " + amount + " euros. Log out" }
	const seven, twelve = "Account of Ada. Your orders are seven pears. Log out", "Account of Otto. Your orders are twelve plums. Log out"
	painted := stored("/account", "Home. Account of Ada. Your orders are seven pears", exHome, observation.Offline) // a shell of everybody's, and a script that knows the rest
	Check(t, pageAfterLogout, finding.NotApplicable, []Case{
		{Name: "a copy of a page that an amount alone tells from another", Want: finding.Fail, Says: "the page of ada", Evidence: at("/account"),
			Change: saying(balance("4711.12"), balance("8.15"), afterwards(remade("/account", balance("4711.12"), observation.Offline)))},
		{Name: "a copy of a page that a count alone tells from another", Want: finding.Fail, Says: "the page of ada", Evidence: at("/account"),
			Change: saying(balance("7"), balance("3"), afterwards(remade("/account", balance("7"), observation.Offline)))},
		{Name: "a copy of what all members get, and nobody else", Want: finding.Fail, Says: "the page of ada", Evidence: at("/account"),
			Change: saying(balance("no"), balance("no"), afterwards(remade("/account", balance("no"), observation.Offline)))},
		{Name: "an amount in the midst of other things", Want: finding.Inconclusive, Says: "too little to be sure", Evidence: at("/account"),
			Change: saying(balance("4711.12"), balance("8.15"), afterwards(remade("/account", "You are offline. "+balance("4711.12"), observation.Offline)))},
		{Name: "few words, painted by a script", Want: finding.Fail, Says: "the page of ada", Evidence: at("/account"),
			Change: saying(seven, twelve, afterwards(painted))},
		{Name: "few words, and no other user to compare with", Want: finding.Inconclusive, Says: "that user alone", Evidence: at("/account"),
			Change: saying(seven, twelve, alone(afterwards(painted)))},
		{Name: "most of the words", Want: finding.Inconclusive, Says: "most of what", Evidence: at("/account"),
			Change: saying(seven, twelve, afterwards(remade("/account", "Account of Ada. Your orders are seven. Log out", observation.Offline)))},
		{Name: "no word tells, and something of it is shown", Want: finding.Inconclusive, Says: "no word tells", Evidence: at("/account"),
			Change: saying(balance("no"), balance("no"), afterwards(remade("/account", "Your account. Your balance is no euros", observation.Offline)))},
		{Name: "a fallback that the worker makes", Want: finding.Pass,
			Change: saying(seven, twelve, afterwards(remade("/account", "You are offline, and your account is not on this device", observation.Offline)))},
		{Name: "a fallback that the worker makes, and no word tells", Want: finding.Pass,
			Change: saying(balance("no"), balance("no"), afterwards(remade("/account", OfflineText, observation.Offline)))},
		{Name: "the copy of the login page", Want: finding.Pass,
			Change: with(afterwards(remade("/account", loginText, observation.Offline)))},
		{Name: "words that differ from load to load", Want: finding.Pass,
			Change: saying(seven, twelve, func(u *observation.Users) {
				in(u.Expiry, observation.PhaseFirst).Truth[1].Text = "Hello again"
				afterwards(painted)(u)
			})},
		{Name: "a page that is nobody's secret", Want: finding.Pass,
			Change: with(func(u *observation.Users) {
				u.Private = nil
				afterwards(remade("/account", accountOfAda, observation.Offline))(u)
			})},
	})
}

func TestDataWithoutAStampAfterLogout(t *testing.T) {
	const mine, yours = `{"name":"ada","iban":"DE44 5001"}`, `{"name":"otto","iban":"DE02 1203"}`
	data := observation.Request{URL: Origin + "/api/me", Destination: "fetch", MIMEType: "application/json", Status: 200, ServedBy: observation.ByCacheStorage, Cache: "v1"}
	shown := func(text string) observation.Visit {
		v := remade("/api/me", text, observation.Offline)
		v.MIMEType = "application/json"
		return v
	}
	private := func(then func(*observation.UserPhase)) func(*observation.Observations) {
		return with(func(u *observation.Users) {
			u.Private = append(u.Private, Origin+"/api/me")
			for name, text := range map[observation.PhaseName]string{observation.PhaseAnonymous: "{}", observation.PhaseFirst: mine, observation.PhaseSecond: yours} {
				p := in(&u.UserSession, name)
				p.Truth = append(p.Truth, online("/api/me", text, exAdaData))
			}
			then(in(&u.UserSession, observation.PhaseOutOffline))
		})
	}
	Check(t, pageAfterLogout, finding.NotApplicable, []Case{
		{Name: "what it holds was not seen", Want: finding.Inconclusive, Says: "was not seen", Evidence: at("/api/me"),
			Change: private(func(p *observation.UserPhase) { p.Data = []observation.Request{data} })},
		{Name: "a page asks for it", Want: finding.Inconclusive, Says: "was not seen", Evidence: at("/api/me"),
			Change: private(func(p *observation.UserPhase) { p.Visits[0].Requests = append(p.Visits[0].Requests, data) })},
		{Name: "opened, it shows the user's", Want: finding.Fail, Says: "the page of ada", Evidence: at("/api/me"),
			Change: private(func(p *observation.UserPhase) {
				p.Data, p.Visits = []observation.Request{data}, append(p.Visits, shown(mine))
			})},
		{Name: "opened, it shows that there is nothing", Want: finding.Pass,
			Change: private(func(p *observation.UserPhase) {
				p.Data, p.Visits = []observation.Request{data}, append(p.Visits, shown("{}"))
			})},
		{Name: "opened, it shows a page that stands in for others", Want: finding.Inconclusive, Says: "was not seen", Evidence: at("/api/me"),
			Change: private(func(p *observation.UserPhase) {
				p.Data, p.Visits = []observation.Request{data}, append(p.Visits, remade("/api/me", OfflineText, observation.Offline))
			})},
		{Name: "a refusal that the worker makes", Want: finding.Pass,
			Change: private(func(p *observation.UserPhase) {
				refusal := data
				refusal.Status, refusal.ServedBy, refusal.Cache = 503, observation.ByWorker, ""
				p.Data = []observation.Request{refusal}
			})},
	})
}

func TestEntriesWithoutAStamp(t *testing.T) {
	entry := Entry("/account", "text/html", 0)
	entry.Responded = Began
	keep := func(u *observation.Users, name observation.PhaseName) {
		c := &in(&u.UserSession, name).Caches[0]
		c.Entries = append(c.Entries, entry)
	}
	left := func(u *observation.Users) { keep(u, observation.PhaseFirst); keep(u, observation.PhaseLoggedOut) }
	Check(t, dataLeft, finding.NotApplicable, []Case{
		{Name: "nobody saw what it holds", Want: finding.Inconclusive, Says: "whether /account", Evidence: at("/account"), Change: with(left)},
		{Name: "the worker answers with it, and it is the user's", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			left(u)
			afterwards(remade("/account", accountOfAda, observation.Offline))(u)
		})},
		{Name: "the worker answers with it, and it may be the user's", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			left(u)
			afterwards(remade("/account", "Your seat stands in the first row, Ada Member", observation.Offline))(u)
		})},
		{Name: "the worker answers with it, and it is the login page", Want: finding.Pass, Change: with(func(u *observation.Users) {
			left(u)
			afterwards(remade("/account", loginText, observation.Offline))(u)
		})},
		{Name: "stored before anybody logged in", Want: finding.Pass, Change: with(func(u *observation.Users) {
			keep(u, observation.PhaseAnonymous)
			left(u)
			keep(u, observation.PhaseSecond)
		})},
	})
}

func TestOtherUserWithoutAStamp(t *testing.T) {
	toOtto := func(text string) func(*observation.Users) {
		return func(u *observation.Users) {
			show(&u.UserSession, observation.PhaseSecondOffline, remade("/account", text, observation.Offline))
		}
	}
	Check(t, otherUser, finding.NotApplicable, []Case{
		{Name: "the page of the one before", Want: finding.Fail, Says: "the page of ada, is shown to otto offline", Evidence: at("/account"), Change: with(toOtto(accountOfAda))},
		{Name: "their own", Want: finding.Pass, Change: with(toOtto(accountOfOtto))},
		{Name: "something of the one before", Want: finding.Inconclusive, Says: "to otto offline", Evidence: at("/account"), Change: with(toOtto("Your seat stands in the first row, Ada Member"))},
		{Name: "the same was shown after the logout", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			toOtto("Your seat stands in the first row, Ada Member")(u)
			afterwards(remade("/account", "Your seat stands in the first row, Ada Member", observation.Offline))(u)
		})},
	})
}

func TestLooksLoggedInWithoutAStamp(t *testing.T) {
	behind := remade("/account", "Your seat stands in the first row, Ada Member", observation.Online)
	Check(t, looksLoggedIn, finding.NotApplicable, []Case{
		{Name: "most of the words of the user", Want: finding.Inconclusive, Says: "most of what", Change: with(func(u *observation.Users) {
			show(u.Expiry, observation.PhaseExpired, behind)
		})},
		{Name: "what the site itself shows", Want: finding.Pass, Change: with(func(u *observation.Users) {
			show(u.Expiry, observation.PhaseExpired, remade("/account", loginText, observation.Online))
		})},
	})
}

// A login that lies elsewhere than in cookies outlives them: what the site shows
// then is still the user's, and no word of it everybody's.
func TestWordsOfAUserWhoIsStillLoggedIn(t *testing.T) {
	u := users()
	in(u.Expiry, observation.PhaseExpired).Truth = in(u.Expiry, observation.PhaseFirst).Truth
	if words := tellingWords(u, ada, Origin+"/account"); !words["lamp"] {
		t.Errorf("got %v", words)
	}
}
