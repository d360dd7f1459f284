package likeness

import (
	"testing"

	"github.com/swcheck/swcheck/observation"
)

const origin = "https://site.example"

// The exchanges of the session of these tests.
const (
	exHome = iota + 1
	exTalk
	exOffline
	exGone
)

func site() Site {
	s := Site{}
	for i, path := range []string{"/", "/talks/1", "/offline", "/gone"} {
		s.Log.Exchanges = append(s.Log.Exchanges, observation.Exchange{ID: i + 1, URL: origin + path, Status: 200})
	}
	s.Log.Exchanges[exGone-1].Status = 404
	return s
}

func shown(path, text string, exchange int) observation.Visit {
	return observation.Visit{
		URL: origin + path, Final: origin + path, Network: observation.Offline, Status: 200, MIMEType: "text/html",
		ServedBy: observation.ByCacheStorage, Exchange: exchange, Text: text, Settled: true, Loaded: true,
	}
}

func TestShowsUnseen(t *testing.T) {
	const homeText = "Conference home with talks about workers and caches"
	made := shown("/talks/1", "You are offline", 0)
	made.ServedBy = observation.ByWorker
	download := shown("/talks/1", "", exTalk)
	download.Downloads = []string{origin + "/talks/1"}
	json := shown("/talks/1", "{}", exTalk)
	json.MIMEType = "application/json"
	unreached := observation.Visit{URL: origin + "/talks/1", Error: "net::ERR_FAILED"}
	home := shown("/", homeText, exHome)
	home.Network = observation.Online
	elsewhere := shown("/schedule", "Programme", exHome)
	elsewhere.Network = observation.Online
	for _, c := range []struct {
		name   string
		change func(*Site)
		visit  observation.Visit
		want   Shown
		sure   bool
	}{
		{"the browser's error page", nil, unreached, ShowsError, true},
		{"nothing", nil, shown("/talks/1", " ", exTalk), ShowsBlank, true},
		{"its own bytes", nil, shown("/talks/1", "Talk", exTalk), ShowsPage, true},
		{"its own bytes, with a slash", nil, shown("/talks/1/", "Talk", exTalk), ShowsPage, true},
		{"an error of the server, stored", nil, shown("/gone", "Not found", exGone), "", false},
		{"another URL's bytes", nil, shown("/talks/1", "You are offline", exOffline), ShowsFallback, true},
		{"made by the worker", nil, made, "", false},
		{"made by the worker, as the known fallback", func(s *Site) {
			s.Fallback = &Look{Visit: shown("/x", "You are offline", 0)}
		}, made, ShowsFallback, true},
		{"another page that was seen", func(s *Site) {
			s.Pages = []observation.PageUse{{URL: home.URL, Online: home}}
		}, shown("/talks/1", homeText, exHome), ShowsOther, true},
		{"an app shell", func(s *Site) {
			s.Loads = []Look{{Visit: home, Log: s.Log}, {Visit: elsewhere, Log: s.Log}}
		}, shown("/talks/1", "Talk", exHome), "", false},
		{"a captive portal, stored", func(s *Site) {
			s.Log.Exchanges[exTalk-1].Network, s.Log.Exchanges[exTalk-1].Outcome = observation.CaptivePortal, observation.Played
		}, shown("/talks/1", "Sign in", exTalk), ShowsOther, true},
		{"a download", nil, download, "", false},
		{"no document", nil, json, "", false},
	} {
		s := site()
		if c.change != nil {
			c.change(&s)
		}
		if got, sure := s.ShowsUnseen(c.visit); sure != c.sure || sure && got != c.want {
			t.Errorf("%s: %q, %v", c.name, got, sure)
		}
	}
}

func TestAPortalIsNotThePage(t *testing.T) {
	s := site()
	s.Log.Exchanges[exGone-1] = observation.Exchange{
		ID: exGone, URL: origin + "/talks/1", Status: 200, Network: observation.CaptivePortal, Outcome: observation.Played,
	}
	page := observation.PageUse{URL: origin + "/talks/1", Online: shown("/talks/1", "A talk about workers", exTalk)}
	if got := s.Shows(page, shown("/talks/1", "Sign in to this network", exGone)); got != ShowsOther {
		t.Errorf("the portal's page: %q", got)
	}
	if got := s.Shows(page, shown("/talks/1", "A talk about workers", exTalk)); got != ShowsPage {
		t.Errorf("the page itself: %q", got)
	}
}
