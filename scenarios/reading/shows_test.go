package reading_test

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestShows(t *testing.T) {
	const shellText = "Conference Talks Speakers"
	opened := func(text string, exchange int) observation.Visit {
		return Opened("/talks/1", text, exchange, observation.Offline)
	}
	plain := opened("You are offline", 0)
	plain.MIMEType = "text/plain"
	markup := opened("<h1>You are offline</h1>", 0)
	markup.MIMEType = "text/plain"
	shell := func(o *observation.Observations) {
		for i := range o.Offline.Pages {
			o.Offline.Pages[i].Online.Exchange = ExOther
		}
	}
	unstamped := func(o *observation.Observations) {
		for i := range o.Offline.Pages {
			o.Offline.Pages[i].Online.Exchange = 0
		}
		o.Offline.Unknown.Exchange = 0
	}
	for _, c := range []struct {
		name   string
		change func(*observation.Observations)
		visit  observation.Visit
		want   finding.Shows
	}{
		{"the page", nil, opened(TalkText, ExTalk), finding.ShowsPage},
		{"the page, with text of its own at each load", nil, opened("quite other words at this time", ExTalk), finding.ShowsPage},
		{"the page, made by the worker", nil, opened(TalkText, 0), finding.ShowsPage},
		{"the browser's error page", nil, *Unopened("/talks/1"), finding.ShowsError},
		{"nothing", nil, opened("", 0), finding.ShowsBlank},
		{"the fallback", nil, opened(OfflineText, ExOffline), finding.ShowsFallback},
		{"the fallback, made by the worker", func(o *observation.Observations) { o.Offline.Unknown.Exchange = 0 }, opened(OfflineText, 0), finding.ShowsFallback},
		{"another page", nil, opened(HomeText, ExHome), finding.ShowsOther},
		{"plain text that can be read", nil, plain, finding.ShowsFallback},
		{"mark-up as plain text", nil, markup, finding.ShowsOther},
		{"a shell with the page's content", shell, opened(TalkText, ExOther), finding.ShowsPage},
		{"a shell without it", shell, func() observation.Visit {
			v := opened(shellText, ExOther)
			v.Requests = append(v.Requests, FailedRequest(Origin+"/api", "fetch"))
			return v
		}(), finding.ShowsShell},
		{"the page, where nothing is stamped", unstamped, opened(TalkText, 0), finding.ShowsPage},
		{"the fallback, where nothing is stamped", unstamped, opened(OfflineText, 0), finding.ShowsFallback},
		{"another page, where nothing is stamped", unstamped, opened(HomeText, 0), finding.ShowsOther},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Site()
			if c.change != nil {
				c.change(o)
			}
			if got := reading.Shows(o, o.Offline.Pages[1], c.visit); got != c.want {
				t.Errorf("it shows %s, want %s", got, c.want)
			}
		})
	}
}

func TestShowsAfterFirst(t *testing.T) {
	o := Site()
	// The numbers of exchanges count per session: here 1 is the home page, in
	// the offline session it is another one.
	o.Offline.Exchanges[ExHome-1].URL = Origin + "/offline.html"
	if got, ok := reading.ShowsAfterFirst(o); !ok || got != finding.ShowsPage {
		t.Errorf("right after the first load it shows %s, %v", got, ok)
	}
	o.FirstVisit.OfflineAfter = nil
	if got, ok := reading.ShowsAfterFirst(o); ok {
		t.Errorf("without a visit it shows %s", got)
	}
}

func TestFallback(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*observation.Observations)
		want   finding.Fallback
	}{
		{"for a path that does not exist", nil, finding.Fallback{Present: true, URL: Origin + "/offline.html"}},
		{"for a page never visited", func(o *observation.Observations) {
			o.Offline.Unknown, o.Offline.Unvisited = nil, Fallback("/talks/2")
		}, finding.Fallback{Present: true, URL: Origin + "/offline.html"}},
		{"the page itself was stored beforehand", func(o *observation.Observations) { o.Offline.Unknown = nil }, finding.Fallback{}},
		{"the browser's error page", func(o *observation.Observations) {
			o.Offline.Unknown, o.Offline.Unvisited = Unopened("/nowhere"), nil
		}, finding.Fallback{}},
		{"an app shell", func(o *observation.Observations) {
			for i := range o.Offline.Pages {
				o.Offline.Pages[i].Online.Exchange = ExOffline
			}
			o.Offline.Unvisited = nil
		}, finding.Fallback{}},
		{"no offline visits", func(o *observation.Observations) { o.Offline = nil }, finding.Fallback{}},
	} {
		o := Site()
		if c.change != nil {
			c.change(o)
		}
		if got, _ := reading.Fallback(o); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
