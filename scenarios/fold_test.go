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
	o.Offline.Pages[0].Online.NoPicture, o.Offline.Pages[0].Offline.NoPicture = observation.PictureLimit, observation.PictureFailed
	for i, p := range scenarios.Judge(o, scenarios.JudgeOptions{}).Pages {
		if i == 0 && (p.Online.NoPicture != finding.PictureLimit || p.Offline.NoPicture != finding.PictureFailed) {
			t.Errorf("why there is no picture is told as %q and %q", p.Online.NoPicture, p.Offline.NoPicture)
		}
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
		case finding.EventStop:
			got = append(got, "stopped")
		case finding.EventRequest:
			if e.Script {
				got = append(got, fmt.Sprintf("script by %s of build %s", e.By, e.Build))
			}
		}
	}
	for _, want := range []string{"stopped", "script by browser of build A", "1 installing", "1 activated", "build B", "script by browser of build B", "2 installing", "2 activated"} {
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

func TestTimelinesLeaveOutRequestsOnly(t *testing.T) {
	o := DeployedSite()
	log := &o.Deploy.SessionLog
	for i := range 400 {
		e := log.Exchanges[len(log.Exchanges)-1]
		e.ID, e.Started = 10_000+i, log.Started
		log.Exchanges = append(log.Exchanges, e)
	}
	timelines := scenarios.Judge(o, scenarios.JudgeOptions{Trails: true}).Timelines
	deploy := timelines[len(timelines)-1]
	if len(deploy.Events) != 300 || deploy.More < 100 {
		t.Errorf("%d events are listed, %d more are not", len(deploy.Events), deploy.More)
	}
	told := func(is func(finding.Event) bool) bool { return slices.ContainsFunc(deploy.Events, is) }
	if !told(func(e finding.Event) bool { return e.Kind == finding.EventDeploy }) ||
		!told(func(e finding.Event) bool { return e.Version == 2 && e.State == "activated" }) {
		t.Errorf("the deploy, or what came of it, is left out of %+v", deploy.Events)
	}
}

func TestALargeCacheLeavesRoomForTheOthers(t *testing.T) {
	o := Site()
	large := observation.Cache{Name: "images", Origin: Origin, Entries: make([]observation.CacheEntry, 5000)}
	small := observation.Cache{Name: "pages", Origin: Origin, Entries: make([]observation.CacheEntry, 12)}
	o.Offline.Caches = []observation.Cache{large, small}
	caches := scenarios.Judge(o, scenarios.JudgeOptions{}).Caches
	if len(caches[0].Entries) != 4988 || caches[0].Truncated != 12 || len(caches[1].Entries) != 12 {
		t.Errorf("%d, %d and %d entries are listed", len(caches[0].Entries), caches[0].Truncated, len(caches[1].Entries))
	}
	o.Offline.Caches = make([]observation.Cache, 230)
	if report := scenarios.Judge(o, scenarios.JudgeOptions{}); len(report.Caches) != 200 || report.MoreCaches != 30 {
		t.Errorf("%d caches are listed, %d are not", len(report.Caches), report.MoreCaches)
	}
}
