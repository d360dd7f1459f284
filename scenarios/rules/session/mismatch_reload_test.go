package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// looping lets the start page reload for ever once ada has logged in.
func looping(u *observation.Users) {
	v := stored("/", homeOfNobody, exHome, observation.Online)
	v.Settled, v.Duration = false, 15000
	for range 40 {
		v.Navigations = append(v.Navigations, Origin+"/")
	}
	u.Phases = u.Phases[:2]
	in(&u.UserSession, observation.PhaseFirst).Visits = []observation.Visit{v}
}

func withData(v observation.Visit, exchange, status int) observation.Visit {
	v.Requests = append(v.Requests, observation.Request{
		URL: Origin + "/api/me", Destination: "fetch", Status: status, ServedBy: observation.ByNetwork, ThroughWorker: true, Exchange: exchange,
	})
	return v
}

// disagreeing lets otto see the home page of ada with data of his own.
func disagreeing(u *observation.Users) {
	show(u.Expiry, observation.PhaseSecond, withData(stored("/", homeOfAda, exAdaHome, observation.Online), exOttoData, 200))
}

func TestMismatchReload(t *testing.T) {
	Check(t, mismatchReload, finding.NotApplicable, []Case{
		{Name: "no two users on one page", Want: finding.Pass, Says: "no page was left", Change: with(func(*observation.Users) {})},
		{Name: "one reload that puts it right", Want: finding.Pass, Says: "loaded itself once", Change: with(func(u *observation.Users) {
			v := online("/", homeOfNobody, exHomeAgain)
			v.Navigations = []string{Origin + "/", Origin + "/"}
			show(u.Expiry, observation.PhaseExpired, v)
		})},
		{Name: "for ever", Want: finding.Fail, Says: "39 times within 15.0 s", Evidence: at("/"), Change: with(looping)},
		{Name: "for ever, and so it was before anybody logged in", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			with(func(u *observation.Users) {
				looping(u)
				u.Phases[0].Visits, u.Phases = u.Phases[1].Visits, u.Phases[:1]
				u.Expiry = nil
			})(o)
			o.Incomplete = unfinished("it was stopped")
		}},
		{Name: "the document of one, the data of the other", Want: finding.Fail, Says: "/ shows a document that was fetched by ada in exchange 6", Evidence: []string{Origin + "/", Origin + "/api/me"}, Change: with(disagreeing)},
		{Name: "the document of one, and nobody is there", Want: finding.Fail, Says: "nobody's: /api/me", Evidence: []string{Origin + "/", Origin + "/api/me"}, Change: with(func(u *observation.Users) {
			show(u.Expiry, observation.PhaseExpired, withData(stored("/", homeOfAda, exAdaHome, observation.Online), exNoData, 401))
		})},
		{Name: "it is one load behind", Want: finding.Pass, Change: with(func(u *observation.Users) {
			in(u.Expiry, observation.PhaseSecond).Visits[0] = withData(stored("/", homeOfAda, exAdaHome, observation.Online), exOttoData, 200)
		})},
		{Name: "data that were opened as if they were a page", Want: finding.Pass, Change: with(func(u *observation.Users) {
			disagreeing(u)
			for i := range in(u.Expiry, observation.PhaseFirst).Truth {
				in(u.Expiry, observation.PhaseFirst).Truth[i].MIMEType = "application/json"
			}
		})},
		{Name: "data that are the same for all", Want: finding.Pass, Change: with(func(u *observation.Users) {
			show(u.Expiry, observation.PhaseSecond, withData(stored("/", homeOfAda, exAdaHome, observation.Online), exStyle, 200))
		})},
		{Name: "the expiry was not seen", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			with(func(u *observation.Users) { u.Expiry = nil })(o)
			o.Incomplete = unfinished("it was stopped")
		}},
	})
}
