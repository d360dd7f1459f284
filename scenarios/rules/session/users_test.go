package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// needUsers are the rules that judge what users do.
func needUsers(t *testing.T) []rules.Rule {
	t.Helper()
	var all []rules.Rule
	for _, r := range rules.All() {
		if r.Needs[0] == experiment {
			all = append(all, r)
		}
	}
	if len(all) < 7 {
		t.Fatalf("only %d rules need users", len(all))
	}
	return all
}

func unfinished(reason string) []observation.Incomplete {
	return []observation.Incomplete{{Experiment: experiment, Reason: reason}}
}

func TestWithoutUsersNoRuleApplies(t *testing.T) {
	for _, r := range needUsers(t) {
		t.Run(r.ID, func(t *testing.T) {
			Check(t, r.Judge, finding.NotApplicable, []Case{
				{Name: "no users", Want: finding.NotApplicable, Says: "no users are configured"},
				{Name: "the experiment ended before anything was seen", Want: finding.Inconclusive, Says: "gone", Change: func(o *observation.Observations) {
					o.Incomplete = unfinished("the browser is gone")
				}},
			})
		})
	}
}

// A login that did not work says nothing of the site, whatever was seen before.
func TestAFailedLoginIsNoVerdict(t *testing.T) {
	for _, r := range needUsers(t) {
		if r.ID == "session/login-page-stored" {
			continue // it judges what was stored before the login
		}
		t.Run(r.ID, func(t *testing.T) {
			o := Site()
			with(func(u *observation.Users) {
				for _, s := range sessions(u) {
					s.Phases = s.Phases[:2]
					s.Phases[1].Failed = "the server answered 401"
				}
			})(o)
			o.Incomplete = unfinished("ada could not log in: the server answered 401")
			if v := r.Judge(o); v.Outcome != finding.Inconclusive {
				t.Errorf("%s: %s", v.Outcome, v.Message)
			}
		})
	}
}

func TestPersonal(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*observation.Users)
		of     int
		want   bool
	}{
		"nobody gets a redirect":                      {of: exAdaAccount, want: true},
		"nobody gets something else":                  {of: exAdaHome, want: true},
		"nobody gets a refusal":                       {of: exAdaData, want: true},
		"everybody gets it":                           {of: exStyle},
		"nobody asked":                                {of: exHome},
		"a form that was sent":                        {of: exEnter},
		"nobody was seen to get anything":             {of: exAdaHome, change: func(u *observation.Users) { u.Nobody = nil; forgetNobody(u) }},
		"it differs each time for nobody as well":     {of: exAdaHome, change: func(u *observation.Users) { u.Nobody[2].Print = "another home" }},
		"what nobody gets cannot be read":             {of: exAdaHome, change: func(u *observation.Users) { u.Nobody[2].Print = "" }},
		"private, and not the same for anybody":       {of: exAdaHome, want: true, change: func(u *observation.Users) { u.Nobody[2].Print = "another home"; u.Private = at("/") }},
		"private by the configuration, the same":      {of: exStyle, change: func(u *observation.Users) { u.Private = at("/app.css") }},
		"private, and nobody was seen to get it":      {of: exAdaHome, want: true, change: func(u *observation.Users) { u.Nobody = nil; forgetNobody(u); u.Private = at("/") }},
		"nobody is refused sometimes, and else not":   {of: exAdaHome, change: func(u *observation.Users) { u.Nobody[2].Status = 403 }},
		"nobody met an error of the server":           {of: exAdaAccount, want: true, change: func(u *observation.Users) { u.Nobody[0].Status = 503 }},
		"the body was not looked at, nobody may have": {of: exAdaHome, change: func(u *observation.Users) { u.Prints = u.Prints[:3] }},
	} {
		t.Run(name, func(t *testing.T) {
			u := users()
			if c.change != nil {
				c.change(u)
			}
			if why := personal(u, &u.UserSession, u.Exchanges[c.of-1]); (why != "") != c.want {
				t.Errorf("got %q", why)
			}
		})
	}
}

// forgetNobody takes away what was fetched when nobody was logged in.
func forgetNobody(u *observation.Users) {
	for _, s := range sessions(u) {
		for i := range s.Exchanges {
			if s.Exchanges[i].User == "" {
				s.Exchanges[i].Outcome = observation.Refused
			}
		}
	}
}

// A 304 carries a stamp and no bytes: they are those of whoever asked before.
func TestBytesOfA304(t *testing.T) {
	u := users()
	again := observation.Exchange{ID: len(u.Exchanges) + 1, Method: "GET", URL: Origin + "/app.css", Status: 304, User: ada}
	u.Exchanges = append(u.Exchanges, again)
	if from, ok := bytesOf(&u.UserSession, again.ID); !ok || from.ID != exStyle {
		t.Errorf("got exchange %d", from.ID)
	}
	home := observation.Exchange{ID: again.ID + 1, Method: "GET", URL: Origin + "/", Status: 304, User: otto, ResponseHeader: observation.Header{"Etag": {`"1"`}}}
	u.Exchanges[exHome-1].ResponseHeader = home.ResponseHeader
	u.Exchanges = append(u.Exchanges, home)
	if from, _ := bytesOf(&u.UserSession, home.ID); from.ID != exHome || from.User != "" {
		t.Errorf("got exchange %d of %q: the tag tells which bytes they are", from.ID, from.User)
	}
}
