package scenarios_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestPagesTellWhatADeployAndABadNetworkMakeOfThem(t *testing.T) {
	o := DeployedSite()
	o.Faults = Faults()
	o.Deploy.Rounds[0].Loads[0].Visit.Picture = &observation.Picture{Type: "image/webp", Width: 4, Height: 3, Data: []byte("pixels")}
	for _, p := range scenarios.Judge(o, scenarios.JudgeOptions{}).Pages {
		switch strings.TrimPrefix(p.URL, Origin) {
		case "/":
			if p.Deployed == nil || p.Deployed.Age != finding.AgeStale || p.Deployed.Shows != finding.ShowsPage {
				t.Errorf("after the deploy the start page is %+v", p.Deployed)
			} else if got := p.Deployed.Picture; got == nil || string(got.Data) != "pixels" || got.Width != 4 {
				t.Errorf("its picture is %+v", got)
			}
		case "/talks/1":
			if p.Deployed == nil || p.Deployed.Age != finding.AgeFresh {
				t.Errorf("after the deploy the talk is %+v", p.Deployed)
			}
		default:
			if p.Deployed != nil {
				t.Errorf("%s was not loaded after the deploy, and is %+v", p.URL, p.Deployed)
			}
		}
		session, fault, made := o.Faults.Find(observation.FaultLieFi)
		if !made {
			t.Fatal("the site's observations have no lie-fi")
		}
		if tried := session.Page.URL == p.URL; tried != (p.LieFi != nil) {
			t.Errorf("%s on lie-fi is %+v", p.URL, p.LieFi)
		} else if tried && (p.LieFi.Status != fault.Visited.Status || p.LieFi.Shows == "") {
			t.Errorf("%s on lie-fi is %+v", p.URL, p.LieFi)
		}
	}
}

func TestEntriesTellWhatWasServedAndWhoWasLoggedIn(t *testing.T) {
	o := Site()
	log := &o.Offline.SessionLog
	log.Exchanges = slices.Clone(log.Exchanges)
	log.Exchanges[ExTalk-1].User = "member"
	for _, e := range scenarios.Judge(o, scenarios.JudgeOptions{}).Caches[0].Entries {
		want := map[bool]string{true: "member"}[e.URL == Origin+"/talks/1"]
		if e.Build != "A" || e.User != want {
			t.Errorf("%s is of build %q, fetched as %q", e.URL, e.Build, e.User)
		}
	}
}

func TestTrailsAreOfAllThatTheReportNames(t *testing.T) {
	o := DeployedSite()
	report := scenarios.Judge(o, scenarios.JudgeOptions{Trails: true})
	if len(report.Trails) != 0 {
		t.Errorf("nobody asked for %d trails", len(report.Trails))
	}
	byURL := map[string]finding.Trail{}
	for _, trail := range report.ResourceTrails {
		byURL[trail.URL] = trail
	}
	for _, path := range []string{"/", "/talks/1", "/app.js", "/logo.png", "/offline.html"} {
		explained := scenarios.Explain(o, path)
		got := byURL[Origin+path]
		if len(got.Steps) == 0 || fmt.Sprint(told(got.Steps[0])) != told(explained.Steps[0]) || len(got.Steps)+got.More != len(explained.Steps) {
			t.Errorf("the trail of %s has %d steps and %d more; explained it has %d", path, len(got.Steps), got.More, len(explained.Steps))
		}
	}
	if without := scenarios.Judge(o, scenarios.JudgeOptions{}); without.ResourceTrails != nil || without.Timelines != nil {
		t.Error("trails that nobody asked for")
	}
}

func TestTimelinesTellTheLifeOfTheWorker(t *testing.T) {
	o := DeployedSite()
	timelines := scenarios.Judge(o, scenarios.JudgeOptions{Trails: true}).Timelines
	var sessions, got []string
	for _, line := range timelines {
		sessions = append(sessions, line.Session)
	}
	if want := []string{"first-visit", "deploy"}; !slices.Equal(sessions, want) {
		t.Fatalf("the timelines are of %q, want %q", sessions, want)
	}
	for _, e := range timelines[1].Events {
		switch e.Kind {
		case finding.EventState:
			got = append(got, fmt.Sprintf("%d %s", e.Version, e.State))
		case finding.EventDeploy:
			got = append(got, "build "+e.Build)
		case finding.EventRequest:
			if e.Script {
				got = append(got, fmt.Sprintf("script by %s of build %s", e.By, e.Build))
			}
		}
	}
	for _, want := range []string{"script by browser of build A", "1 installing", "1 activated", "build B", "script by browser of build B", "2 installing", "2 activated"} {
		at := slices.Index(got, want)
		if at < 0 {
			t.Fatalf("after what came before, nothing is %q in %q", want, got)
		}
		got = got[at+1:]
	}
	for _, line := range timelines {
		if !slices.IsSortedFunc(line.Events, func(a, b finding.Event) int { return int(a.AtMs - b.AtMs) }) {
			t.Errorf("%s is out of order", line.Session)
		}
	}
}
