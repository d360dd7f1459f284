package scaffold_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/scaffold"
)

const origin = "http://127.0.0.1:8000"

func page(path string, shows finding.Shows) finding.Page {
	return finding.Page{URL: origin + path, Online: finding.PageOnline{Status: 200, Title: "T " + path}, Offline: &finding.PageResult{Shows: shows}}
}

// seen are observations of a site with a fallback, whose pages are not told.
func seen() *observation.Observations {
	document := func(id int, path string) observation.Exchange {
		return observation.Exchange{ID: id, URL: origin + path, Method: http.MethodGet, Status: 200, Outcome: observation.Answered}
	}
	html := func(v observation.Visit) observation.Visit {
		v.MIMEType, v.Status, v.Settled, v.Loaded, v.Network = "text/html", 200, true, true, observation.Offline
		return v
	}
	unknown := html(observation.Visit{URL: origin + "/app/swcheck-1234", Final: origin + "/app/swcheck-1234", Title: "Offline", Text: "There is no network here", ServedBy: observation.ByCacheStorage, Exchange: 2})
	unvisited := unknown
	unvisited.URL, unvisited.Final = origin+"/app/later?page=2", origin+"/app/later?page=2"
	return &observation.Observations{
		Target: origin + "/app/",
		Offline: &observation.OfflineUse{
			SessionLog: observation.SessionLog{Exchanges: []observation.Exchange{document(1, "/app/"), document(2, "/app/offline.html")}},
			Unknown:    &unknown, Unvisited: &unvisited,
		},
	}
}

func told() finding.Report {
	return finding.Report{
		Target: origin + "/app/",
		Worker: finding.Worker{Registered: true, ControlsFirstVisit: true},
		Pages: []finding.Page{
			page("/app/", finding.ShowsPage), page("/app/a", finding.ShowsFallback), page("/app/b", finding.ShowsError),
			page("/app/c", finding.ShowsPage), page("/app/d?token=REDACTED", finding.ShowsPage),
		},
		Offline: finding.Offline{Fallback: finding.Fallback{Present: true, URL: origin + "/app/offline.html"}},
	}
}

func TestLookSortsPagesByWhatTheyShow(t *testing.T) {
	site := scaffold.Look(seen(), told(), nil)
	want := []scaffold.Visited{
		{Shows: finding.ShowsPage, Pages: []string{"/app/", "/app/c"}},
		{Shows: finding.ShowsFallback, Pages: []string{"/app/a"}, Another: true},
		{Shows: finding.ShowsPage, Today: "the browser's error page", Pages: []string{"/app/b"}, Another: true},
	}
	if !reflect.DeepEqual(site.Visited, want) {
		t.Errorf("the visited pages are %+v", site.Visited)
	}
	if site.Target != origin+"/app/" || site.Title != "T /app/" || !site.Claims || site.NoWorker != "" || len(site.Pages) != 3 {
		t.Errorf("the site is %+v", site)
	}
}

func TestLookLeavesTheStartPageOutWhereOnlyShellsAreShown(t *testing.T) {
	report := told()
	report.Pages = []finding.Page{page("/app/", finding.ShowsShell), page("/app/a", finding.ShowsShell)}
	if site := scaffold.Look(seen(), report, nil); len(site.Visited) != 1 || !reflect.DeepEqual(site.Visited[0].Pages, []string{"/app/a"}) {
		t.Errorf("the visited pages are %+v", site.Visited)
	}
}

func TestLookChoosesWhatWasNeverVisited(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*observation.OfflineUse)
		want   scaffold.Unvisited
	}{
		"a page that is linked to": {func(*observation.OfflineUse) {}, scaffold.Unvisited{Page: "/app/later?page=2", Fallback: true}},
		"one that is stored beforehand": {
			func(o *observation.OfflineUse) {
				o.Unvisited.Title, o.Unvisited.Text = "Later", "Something else altogether, with many words of its own"
			},
			scaffold.Unvisited{Page: "/app/never-visited", Fallback: true},
		},
		"one that fails": {
			func(o *observation.OfflineUse) { o.Unvisited.Error = "net::ERR_FAILED" },
			scaffold.Unvisited{Page: "/app/later?page=2", Fallback: true, Today: "the browser's error page, with net::ERR_FAILED"},
		},
		"no page is linked to": {func(o *observation.OfflineUse) { o.Unvisited = nil }, scaffold.Unvisited{Page: "/app/never-visited", Fallback: true}},
		"a fallback that code makes": {
			func(o *observation.OfflineUse) { o.Unvisited, o.Unknown.Exchange = nil, 0 },
			scaffold.Unvisited{Page: "/app/never-visited", Fallback: true, Title: "Offline"},
		},
	} {
		o := seen()
		c.change(o.Offline)
		if got := scaffold.Look(o, told(), nil).Unvisited; got != c.want {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestLookTellsWhyNoWorkerIsInCharge(t *testing.T) {
	report := told()
	report.Results = []finding.Result{{Rule: "registration/scope", Outcome: finding.Fail, Message: "the scope is too small"}}
	if got := scaffold.Look(seen(), report, nil).NoWorker; got != "the scope is too small" {
		t.Errorf("got %q", got)
	}
	if got := scaffold.Look(seen(), finding.Report{Target: origin}, nil).NoWorker; got != "no service worker is registered" {
		t.Errorf("got %q", got)
	}
}

// A page below that registers a worker which fails says nothing against the one
// that is in charge of the site.
func TestLookKnowsTheWorkerInCharge(t *testing.T) {
	report := told()
	report.Worker.Scope, report.Worker.State = origin+"/app/", "activated"
	report.Results = []finding.Result{
		{Rule: "script/mime-type", Outcome: finding.Fail, Message: "/app/one/sw.js is answered with status 404"},
		{Rule: "registration/scope", Outcome: finding.Fail, Message: "the scope covers not all"},
	}
	site := scaffold.Look(seen(), report, nil)
	if want := []string{"the scope covers not all", "/app/one/sw.js is answered with status 404"}; site.NoWorker != "" || !reflect.DeepEqual(site.Besides, want) {
		t.Errorf("got %q and besides %q", site.NoWorker, site.Besides)
	}
	for _, change := range []func(*finding.Worker){
		func(w *finding.Worker) { w.Scope = origin + "/app/one/" },
		func(w *finding.Worker) { w.State = "installing" },
		func(w *finding.Worker) { w.Registered = false },
	} {
		not := report
		change(&not.Worker)
		if site := scaffold.Look(seen(), not, nil); site.NoWorker != "the scope covers not all" || site.Besides != nil {
			t.Errorf("%+v: got %q and besides %q", not.Worker, site.NoWorker, site.Besides)
		}
	}
}

func TestLookTellsOfALogin(t *testing.T) {
	form := scaffold.Form{User: "#user", Password: "#password", Submit: "#go"}
	led := func(target, to string) scaffold.Site {
		o, report := seen(), told()
		o.FirstVisit = &observation.FirstVisit{Visit: observation.Visit{URL: target, Final: to}}
		report.Target = target
		return scaffold.Look(o, report, &form)
	}
	for name, c := range map[string]struct {
		target, to string
		want       scaffold.Login
	}{
		"a start page that asks":    {origin + "/app/", origin + "/app/", scaffold.Login{Page: "/app/", At: "/app/"}},
		"one that leads to a login": {origin + "/app/", origin + "/login?next=/app/", scaffold.Login{Page: "/login?next=/app/", Leads: true, At: "/login"}},
		"with a ticket":             {origin + "/app/", origin + "/login?ticket=REDACTED", scaffold.Login{Page: "/login", Leads: true, At: "/login"}},
		"at another origin":         {origin + "/app/", "https://sso.example/in?x=1", scaffold.Login{Page: "/app/", Leads: true, At: "https://sso.example/in"}},
	} {
		c.want.Form = form
		site := led(c.target, c.to)
		if site.Login == nil || *site.Login != c.want || site.Target != c.target || site.Given != "" {
			t.Errorf("%s: got %+v of %s", name, site.Login, site.Target)
		}
	}
	for _, form.Password = range []string{"", "a\nb", strings.Repeat("x", 500)} {
		if site := led(origin+"/app/", origin+"/login"); site.Login != nil {
			t.Errorf("%q is taken for a selector", form.Password)
		}
	}
}

func TestLookTakesTheOriginWherePagesAre(t *testing.T) {
	o := seen()
	o.FirstVisit = &observation.FirstVisit{Visit: observation.Visit{URL: "http://old.example/", Final: origin + "/app/"}}
	report := told()
	report.Target = "http://old.example/"
	if got := scaffold.Look(o, report, nil); got.Target != origin+"/app/" || got.Given != "http://old.example/" || len(got.Pages) == 0 {
		t.Errorf("got %+v", got)
	}
	report.Target, o.FirstVisit = origin+"/app/?key=REDACTED", nil
	o.Target = report.Target
	if got := scaffold.Look(o, report, nil).Target; got != origin+"/app/" {
		t.Errorf("got %s", got)
	}
}
