package scenarios_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// account is a visit of the private page, so many milliseconds after the start.
func account(ms int, network observation.Network, by observation.ServedBy, exchange int) observation.Visit {
	v := Opened("/account", "Your seat", exchange, network)
	v.Started, v.ServedBy = Began.Add(time.Duration(ms)*time.Millisecond), by
	v.Requests = []observation.Request{{URL: v.URL, Method: "GET", Document: true, Status: 200, ServedBy: by, Exchange: exchange}}
	return v
}

// toLogin is a visit that the server redirected, in the exchange before.
func toLogin(ms int, network observation.Network, by observation.ServedBy, exchange int) observation.Visit {
	v := account(ms, network, by, exchange)
	v.Final, v.Requests[0].Final = Origin+"/login", Origin+"/login"
	return v
}

// loginAt is what the steps of a login bring up.
func loginAt(ms int, path string) []observation.Visit {
	v := Opened(path, "Name, password", 0, observation.Online)
	v.Started = Began.Add(time.Duration(ms) * time.Millisecond)
	return []observation.Visit{v}
}

// comeAndGone is a session in which ada looks at the private page, logs out, and
// bob looks at it after her.
func comeAndGone() *observation.Users {
	exchange := func(id, ms, status int, path, user string) observation.Exchange {
		return observation.Exchange{
			ID: id, Method: "GET", URL: Origin + path, Status: status, User: user, Network: observation.Online,
			Outcome: observation.Answered, Started: Began.Add(time.Duration(ms) * time.Millisecond),
		}
	}
	givenUp := account(400, observation.LieFi, observation.ByNobody, 0)
	givenUp.Settled = false
	givenUp.Requests[0].Status, givenUp.Requests[0].Canceled, givenUp.Requests[0].Duration = 0, true, 4003
	return &observation.Users{
		First: "ada", Second: "bob", LogoutSteps: true,
		UserSession: observation.UserSession{
			SessionLog: observation.SessionLog{Exchanges: []observation.Exchange{
				exchange(1, 10, 303, "/account", ""), exchange(2, 11, 200, "/login", ""),
				exchange(3, 210, 200, "/account", "ada"),
				exchange(4, 5010, 303, "/account", ""), exchange(5, 5011, 200, "/login", ""),
				exchange(6, 6010, 200, "/account", "bob"),
			}},
			Phases: []observation.UserPhase{
				{Name: observation.PhaseAnonymous, Visits: []observation.Visit{toLogin(10, observation.Online, observation.ByNetwork, 2)}},
				{Name: observation.PhaseFirst, User: "ada", Login: loginAt(100, "/login"), Visits: []observation.Visit{account(210, observation.Online, observation.ByNetwork, 3)}},
				{Name: observation.PhaseOutOffline, Visits: []observation.Visit{account(300, observation.Offline, observation.ByCacheStorage, 3)}},
				{Name: observation.PhaseOutLieFi, Visits: []observation.Visit{givenUp}},
				{Name: observation.PhaseLoggedOut, Login: loginAt(250, "/"), Visits: []observation.Visit{toLogin(5010, observation.Online, observation.ByNetwork, 5)}},
				{Name: observation.PhaseSecond, User: "bob", Login: loginAt(6000, "/login"), Visits: []observation.Visit{account(6010, observation.Online, observation.ByNetwork, 6)}},
			},
		},
	}
}

// story writes the steps with the moments between them.
func story(steps []finding.Step) string {
	var lines []string
	for _, s := range steps {
		for _, m := range s.Before {
			lines = append(lines, "-- "+strings.TrimSpace(string(m.Kind)+" "+m.User+m.Network+m.Build))
		}
		line := fmt.Sprintf("%s %d %s", s.ServedBy, s.Status, s.Error)
		if s.RedirectedTo != "" {
			line += "to " + strings.TrimPrefix(s.RedirectedTo, Origin)
		}
		if s.Nobody {
			line += " nobody"
		}
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(lines, "\n")
}

func TestExplainTellsWhatChangedBetweenTheSteps(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*observation.Users)
		want   []string
	}{
		"a logout by steps": {change: func(*observation.Users) {}, want: []string{
			"network 303 to /login nobody",
			"-- login ada", "network 200",
			"-- logout ada", "-- network offline", "cache-storage 200 nobody",
			"-- network lie-fi", "nobody 0 given up by swcheck after 4.0 s nobody",
			"-- network online", "network 303 to /login nobody",
			"-- login bob", "network 200",
		}},
		"no steps": {
			change: func(u *observation.Users) {
				u.LogoutSteps, u.Phases = false, u.Phases[:3]
			},
			want: []string{
				"network 303 to /login nobody", "-- login ada", "network 200",
				"-- expiry ada", "-- network offline", "cache-storage 200 nobody",
			},
		},
		"a redirect from the cache": {
			change: func(u *observation.Users) {
				u.Phases = u.Phases[:3]
				u.Phases[2].Visits = []observation.Visit{toLogin(300, observation.Offline, observation.ByCacheStorage, 2)}
			},
			want: []string{
				"network 303 to /login nobody", "-- login ada", "network 200",
				"-- logout ada", "-- network offline", "cache-storage 200 to /login nobody",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			u := comeAndGone()
			c.change(u)
			o := &observation.Observations{Target: Origin + "/", Users: u}
			var steps []finding.Step
			for _, s := range scenarios.Explain(o, "/account").Steps {
				if s.By == finding.ByPage {
					steps = append(steps, s)
				}
			}
			if got, want := story(steps), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got\n%s\n\nwant\n%s", got, want)
			}
		})
	}
}

// What was taken back before anybody asked for the URL is of no matter to it.
func TestExplainTellsOfTheWireOnlyWhatAStepMet(t *testing.T) {
	u := comeAndGone()
	u.Phases = slices.Delete(u.Phases, 3, 4)
	u.Phases[2].Visits = loginAt(300, "/")
	u.Phases[2].Visits[0].Network = observation.Offline
	o := &observation.Observations{Target: Origin + "/", Users: u}
	if got := story(scenarios.Explain(o, "/account").Steps); strings.Contains(got, "-- network") {
		t.Errorf("the wire is told of:\n%s", got)
	}
}

func TestExplainTellsOfADeploy(t *testing.T) {
	var steps []finding.Step
	for _, s := range scenarios.Explain(DeployedSite(), "/talks/1").Steps {
		if s.Session == "deploy" {
			steps = append(steps, s)
		}
	}
	if got := story(steps); strings.Count(got, "-- deploy B") != 1 || strings.Contains(got, "deploy A") {
		t.Errorf("build B is deployed once:\n%s", got)
	}
	for _, s := range steps {
		if s.Nobody {
			t.Error("nobody logs in in this session, which is not worth a word")
		}
	}
}
