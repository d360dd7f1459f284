package scenarios_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// told writes a step in a line: session, who asked, network, who answered.
func told(s finding.Step) string {
	from := ""
	if s.From != nil {
		from = fmt.Sprintf(" %d of build %s", s.From.Exchange, s.From.Build)
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s: %s %s %s %s %d %s%s", s.Session, s.By, s.Network, s.ServedBy, s.Cache, s.Status, s.Error, from)), " ")
}

func TestExplainFollowsAURLThroughEverySession(t *testing.T) {
	o := DeployedSite()
	trail := scenarios.Explain(o, "/talks/1#part")
	if trail.URL != Origin+"/talks/1" || len(trail.Near) != 0 {
		t.Errorf("the trail is of %s, near %q", trail.URL, trail.Near)
	}
	var got []string
	for _, s := range trail.Steps {
		got = append(got, told(s))
	}
	fetched := ": worker online network 200 7 of build A"
	for _, want := range []string{
		"first-visit" + fetched, "return-visit" + fetched, "offline" + fetched,
		"offline: page online cache-storage v1 200 7 of build A",
		"offline: page offline cache-storage v1 200 7 of build A",
		"deploy: page online cache-storage v1 200 7 of build A",
		"deploy: page online cache-storage v2 200 15 of build B",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no step is %q, but\n%s", want, strings.Join(got, "\n"))
		}
	}
	want := []string{"first-visit", "return-visit", "offline", "deploy"}
	var sessions []string
	for _, s := range trail.Steps {
		if slices.Contains(want, s.Session) {
			sessions = append(sessions, s.Session)
		}
	}
	if sessions = slices.Compact(sessions); !slices.Equal(sessions, want) {
		t.Errorf("the sessions are in the order %q", sessions)
	}
}

func TestExplainTellsTimesFromTheStartOfTheSession(t *testing.T) {
	v := Opened("/", HomeText, ExHome, observation.Offline)
	v.Started = Began.Add(2 * time.Second)
	v.Requests[0].Started = 250
	v.Kind = observation.Reload
	log := observation.SessionLog{Exchanges: []observation.Exchange{{
		ID: ExHome, URL: Origin + "/", Started: Began, Outcome: observation.Answered, Status: 200, Build: "A", User: "member",
	}}}
	o := &observation.Observations{Target: Origin + "/", Offline: &observation.OfflineUse{SessionLog: log, Recovery: &v}}
	at := func(ms float64) *float64 { return &ms }
	from := &finding.Fetched{Exchange: ExHome, Build: "A", User: "member"}
	want := []finding.Step{
		{Session: "offline", AtMs: at(0), By: finding.ByWorker, ServedBy: "network", Status: 200, From: from},
		{
			Session: "offline", AtMs: at(2250), By: finding.ByPage, Visit: "reload", Page: Origin + "/", Network: "offline",
			ServedBy: "cache-storage", Cache: "v1", Status: 200, From: from,
			Before: []finding.Moment{{Kind: finding.MomentNetwork, Network: "offline"}},
		},
	}
	if diff := cmp.Diff(want, scenarios.Explain(o, Origin+"/").Steps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestExplainTellsWhoAskedBesidesPages(t *testing.T) {
	o := Site()
	for _, step := range scenarios.Explain(o, "/sw.js").Steps {
		if step.By != finding.ByBrowser {
			t.Errorf("the worker's script was asked for by the %s", step.By)
		}
	}
	o.FirstVisit.Exchanges[ExTalk-1].Outcome = observation.Refused
	o.ReturnVisit.Exchanges[ExTalk-1].Outcome, o.ReturnVisit.Exchanges[ExTalk-1].Status = observation.InFlight, 0
	var got []string
	for _, s := range scenarios.Explain(o, "/talks/1").Steps {
		got = append(got, told(s))
	}
	if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "first-visit") }) {
		t.Errorf("what the cut wire refused is told: %q", got)
	}
	if want := "return-visit: worker online nobody 0 not answered"; !slices.Contains(got, want) {
		t.Errorf("no step is %q: %q", want, got)
	}
}

// A load that is no visit of its own, such as the very first one, is told by
// what its requests are for.
func TestExplainTellsWorkersFromPagesThatWereNotVisited(t *testing.T) {
	at := func(ms int) time.Time { return Began.Add(time.Duration(ms) * time.Millisecond) }
	fetched := func(id, ms int, destination string) observation.Exchange {
		return observation.Exchange{
			ID: id, URL: Origin + "/logo.png", Started: at(ms), Status: 200, Outcome: observation.Answered,
			RequestHeader: observation.Header{"Sec-Fetch-Dest": {destination}},
		}
	}
	visit := Opened("/", HomeText, ExHome, observation.Online)
	visit.Started, visit.Requests = at(1000), nil
	o := &observation.Observations{Target: Origin + "/", Offline: &observation.OfflineUse{
		SessionLog: observation.SessionLog{Exchanges: []observation.Exchange{
			fetched(1, 0, "image"), fetched(2, 100, "empty"), fetched(3, 1100, "image"),
		}},
		Recovery: &visit,
	}}
	var got []finding.StepBy
	for _, s := range scenarios.Explain(o, "/logo.png").Steps {
		got = append(got, s.By)
	}
	if want := []finding.StepBy{finding.ByPage, finding.ByWorker, finding.ByWorker}; !slices.Equal(got, want) {
		t.Errorf("they were asked for by %v, want %v", got, want)
	}
}

func TestExplainNamesWhatIsNearAURLThatNobodyAskedFor(t *testing.T) {
	for address, want := range map[string][]string{
		"/talk/1":                   {Origin + "/talks/1", Origin + "/talks/2"},
		Origin + "/ap.js":           {Origin + "/app.js"},
		"https://elsewhere.example": nil,
	} {
		trail := scenarios.Explain(Site(), address)
		if len(trail.Steps) != 0 || trail.Steps == nil {
			t.Errorf("%s has the steps %v", address, trail.Steps)
		}
		if len(want) > 0 && (len(trail.Near) == 0 || trail.Near[0] != want[0]) || len(want) == 0 && len(trail.Near) > 0 {
			t.Errorf("near %s are %q, want %q", address, trail.Near, want)
		}
	}
}

func TestExplainHidesSecretsAsTheObservationsDo(t *testing.T) {
	o := Site()
	o.Offline.Pages[1].Online.Requests[0].URL = Origin + "/talks/1?token=REDACTED"
	trail := scenarios.Explain(o, "/talks/1?token=4f1c9be27d")
	if strings.Contains(trail.URL, "4f1c") || len(trail.Steps) != 1 {
		t.Errorf("%s has %d steps", trail.URL, len(trail.Steps))
	}
}

func TestReportListsResourcesUpToALimit(t *testing.T) {
	o := Site()
	page := &o.Offline.Pages[1].Online
	page.Requests = slices.Clone(page.Requests)
	for i := range 600 {
		r := Asset("image", ExImage)
		r.URL = fmt.Sprintf("%s/images/%03d.png", Origin, i)
		page.Requests = append(page.Requests, r)
	}
	report := scenarios.Judge(o, scenarios.JudgeOptions{Explain: []string{"/"}})
	if len(report.Resources) != 500 || report.MoreResources != 105 {
		t.Errorf("%d resources are listed, and %d more", len(report.Resources), report.MoreResources)
	}
	if len(report.Trails) != 1 || report.Trails[0].URL != Origin+"/" {
		t.Errorf("the trails are %+v", report.Trails)
	}
}
