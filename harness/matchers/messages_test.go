package matchers_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"

	. "github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

var update = flag.Bool("update", false, "write testdata anew")

var ctx = context.Background()

var (
	talk     = visited(exTalk, talkText)
	fallback = instead(exOffline, offlineText)
	blank    = with(instead(0, ""), func(v *observation.Visit) { v.VisibleMedia = 0 })
	made     = with(instead(0, offlineText), func(v *observation.Visit) { v.ServedBy, v.Cache = observation.ByWorker, "" })
	known    = KnownLog(LogOf(sessionLog()))
	account  = with(visited(exAccount, "Your questions"), func(v *observation.Visit) {
		v.Requests = append(v.Requests, part("style", exOwnStyle))
	})
	broken = with(talk, func(v *observation.Visit) {
		v.Requests = append(v.Requests,
			observation.Request{URL: origin + "/app.css", Method: "GET", Destination: "style", ServedBy: observation.ByNobody, Error: "net::ERR_FAILED"},
			observation.Request{URL: origin + "/a.png", Method: "GET", Destination: "image", ServedBy: observation.ByNetwork, Status: 404})
		v.Console = []observation.ConsoleMessage{
			{Level: "exception", Text: "Uncaught TypeError: x is undefined\n  at app.js:3", URL: origin + "/app.js", Line: 3},
			{Level: "rejection", Text: "Uncaught (in promise) TypeError: Failed to fetch"},
		}
	})
	hanging = with(talk, func(v *observation.Visit) { v.Settled, v.WaitingFor = false, []string{"an answer for /api"} })
	same    = deployed{last: exOwnStyle, now: map[string]observation.Content{
		origin + "/talks/1": {Status: 200, SHA256: "sha of /talks/1"}, origin + "/app.js": {Status: 200, SHA256: "sha of /app.js"},
	}}
)

// cases are matchers with something that matches, and something that does not.
var cases = []struct {
	name    string
	matcher types.GomegaMatcher
	yes, no any
}{
	{"served from one", BeServedFrom(observation.ByHTTPCache), with(talk, func(v *observation.Visit) { v.ServedBy = observation.ByHTTPCache }), talk},
	{"served from some cache", BeServedFrom(observation.ByCacheStorage), talk, unreached()},
	{"served from the network", BeServedFromNetwork(), online(exTalk, talkText), talk},
	{"served from any cache", BeServedFromCache(), talk, made},
	{"served from a cache", BeServedFromCache("assets-*", "pages-*"), &talk, with(talk, func(v *observation.Visit) { v.Cache = "other" })},
	{"served from the HTTP cache", BeServedFromHTTPCache(), with(talk, func(v *observation.Visit) { v.ServedBy = observation.ByHTTPCache }), hanging},
	{"made by the worker", BeServedByWorker(), made, talk},
	{"by a route", BeServedByRouter(), with(talk, func(v *observation.Visit) { v.ServedBy = observation.ByRouter }), talk},
	{"by nobody", BeServedByNobody(), unreached(), talk},
	{"title", HaveTitle("Talk · Tunnel Days"), talk, fallback},
	{"title with a star", HaveTitle("Talk *"), talk, with(talk, func(v *observation.Visit) { v.Title = "" })},
	{"text", HaveText("rendering in  the worker", "on a train"), talk, fallback},
	{"no text at all", HaveText("on a train"), talk, blank},
	{"text after a click", HaveText("Thank you"), clicked(), with(clicked(), func(v *observation.Visit) { v.Text = strings.Repeat("long ", 100) })},
	{"lacking text", LackText("offline", "Log in"), talk, fallback},
	{"status", HaveStatus(200), talk, with(talk, func(v *observation.Visit) { v.Status = 404 })},
	{"no status", HaveStatus(200), talk, unreached()},
	{"URL by path", HaveURL("/talks/1"), talk, account},
	{"whole URL", HaveURL(origin + "/talks/*"), talk, visited(exHome, homeText)},
	{"the page", ShowPage(online(exTalk, talkText), known), talk, fallback},
	{"the page and nothing", ShowPage(online(exTalk, talkText)), talk, blank},
	{"the fallback", ShowFallback(known), fallback, unreached()},
	{"the known fallback", ShowFallback(known, KnownFallback(made)), made, talk},
	{"the error page", ShowError(), unreached(), fallbackKnownToAll()},
	{"nothing", ShowBlank(), blank, unreached()},
	{"another page", Show(likeness.ShowsOther, KnownOnline(online(exTalk, talkText)), KnownPages(online(exHome, homeText)), known), instead(exHome, homeText), talk},
	{"the page and another", ShowPage(online(exTalk, talkText), KnownPages(online(exHome, homeText)), known), talk, instead(exHome, homeText)},
	{"no kind of page", Show("nonsense"), nil, unreached()},
	{"app-ready", BeAppReady(KnownOnline(online(exTalk, talkText))), talk, with(fallback, func(v *observation.Visit) { v.Requests = nil })},
	{"app-ready by itself", BeAppReady(), talk, broken},
	{"complete", BeComplete(), talk, broken},
	{"no exception", HaveNoException(), talk, broken},
	{"first content", HaveFirstContentWithin(3 * time.Second), talk, with(talk, func(v *observation.Visit) { v.Painted = 4000 })},
	{"no content", HaveFirstContentWithin(3 * time.Second), talk, unreached()},
	{"the same", SameAs(online(exTalk, talkText)), talk, with(talk, func(v *observation.Visit) { v.Text += " and a plane" })},
	{"the same, less", SameAs(online(exTalk, talkText)), talk, with(talk, func(v *observation.Visit) { v.Text = v.Text[:40] })},
	{"the same, other", SameAs(online(exTalk, talkText)), talk, with(talk, func(v *observation.Visit) { v.Text = strings.Replace(v.Text, "train", "plane", 1) })},
	{"the same, title", SameAs(online(exTalk, talkText)), talk, fallback},
	{"the same, pictures", SameAs(online(exTalk, talkText)), talk, with(talk, func(v *observation.Visit) { v.VisibleMedia = 0 })},
	{"loads", HaveLoads(1), with(talk, func(v *observation.Visit) { v.Navigations = []string{origin + "/"} }), with(talk, func(v *observation.Visit) { v.Navigations = []string{origin + "/", origin + "/talks/"} })},
	{"fetched as", BeFetchedAs(LogOf(sessionLog()), "member"), account, talk},
	{"fetched as nobody", BeFetchedAs(LogOf(sessionLog()), Nobody), talk, account},
	{"no bytes of", HaveNoBytesOf(LogOf(sessionLog()), "member"), talk, account},
	{"fresh", BeFresh(ctx, deployed{last: exScript}), with(visited(exOffline, talkText), func(v *observation.Visit) { v.Requests = v.Requests[:1] }), talk},
	{"fresh, equal bytes", BeFresh(ctx, same), talk, visited(exHome, homeText)},
	{"cached", HaveCached("/", "/talks/*", "/zürich", "https://cdn.example/x.js", "/talk?id=2"), caches(), caches()[1:]},
	{"cached nowhere", HaveCached("/offline"), nil, caches()},
	{"cached, no cache", HaveCached("/offline"), nil, []observation.Cache{}},
	{"not cached", LackCached("/account", "/talk"), caches()[0], []observation.Cache{{Name: "x", Origin: origin, Entries: []observation.CacheEntry{{URL: origin + "/account", Exchange: exAccount}}}}},
	{"in a cache", InCache("precache-*", HaveCached("https://cdn.example/*")), caches(), caches()[:1]},
	{"in a cache at most", InCache("pages-*", HaveEntriesAtMost(4)), caches(), append(caches(), caches()[0])},
	{"not in a cache", InCache("pages-*", LackCached("/account")), caches(), caches()[1:]},
	{"in no cache", InCache("pages-*", HaveEntriesAtMost(4)), caches(), []observation.Cache{}},
	{"in any cache", InCache("*", LackCached("/account")), []observation.Cache{}, []observation.Cache{{Name: "x", Origin: origin, Entries: []observation.CacheEntry{{URL: origin + "/account"}}}}},
	{"entries", HaveEntries(5), caches(), caches()[1:]},
	{"a cache", HaveCache("pages-*"), caches(), caches()[1:]},
	{"no cache", HaveNoCache("old-*"), caches(), []observation.Cache{{Name: "old-1"}}},
	{"no request", LeaveNoRequest(), exchanges()[:1], exchanges()},
	{"requests", LeaveRequests(1), exchanges(), exchanges()[:1]},
	{"requests at most", LeaveRequestsAtMost(1), exchanges(), append(exchanges(), exchanges()...)},
	{"requests for", LeaveRequestsFor("/api/talks", 1), observation.SessionLog{Exchanges: exchanges()}, exchanges()[:1]},
	{"no request, of several networks", LeaveNoRequest(), met(observation.Offline, observation.Refused), met(observation.LieFi, observation.Refused)},
	{"requests that the gateway answered", LeaveRequestsFor("/talks/1", 1), met(observation.Online, observation.Played), met(observation.Offline, observation.InFlight)},
	{"worker", HaveWorker(observation.Activated), registrations(observation.Redundant, observation.Activated), registrations(observation.Activating)},
	{"worker that failed", HaveWorker(observation.Activated), observation.SessionLog{Registrations: registrations(observation.Activated)}, registrations(observation.Redundant)[0]},
	{"redundant worker", HaveWorker(observation.Redundant), registrations(observation.Redundant), registrations()},
	{"no worker", HaveNoWorker(), registrations(observation.Redundant), registrations(observation.Installed, observation.Installing)},
	{"no worker for a registration", HaveWorker(observation.Activated), nil, []observation.Registration{}},
}

func fallbackKnownToAll() observation.Visit { return instead(exOffline, offlineText) }

// TestMessages holds what the matchers say to testdata/messages.txt.
func TestMessages(t *testing.T) {
	var said strings.Builder
	for _, c := range cases {
		fmt.Fprintf(&said, "== %s\n", c.name)
		if c.yes != nil {
			if ok, err := c.matcher.Match(c.yes); !ok || err != nil {
				t.Errorf("%s: it does not match (%v): %s", c.name, err, c.matcher.FailureMessage(c.yes))
			}
			fmt.Fprintf(&said, "%s\n\n", c.matcher.NegatedFailureMessage(c.yes))
		}
		if ok, err := c.matcher.Match(c.no); ok || err != nil {
			t.Errorf("%s: it matches (%v)", c.name, err)
		}
		fmt.Fprintf(&said, "%s\n\n", c.matcher.FailureMessage(c.no))
	}
	golden(t, "testdata/messages.txt", said.String())
}

// TestErrors holds why matchers cannot judge to testdata/errors.txt.
func TestErrors(t *testing.T) {
	unnumbered := with(made, func(v *observation.Visit) {
		v.Requests = []observation.Request{{URL: v.URL, Destination: "document", Document: true, Status: 200, ServedBy: observation.ByWorker}}
	})
	var said strings.Builder
	for _, c := range []struct {
		name    string
		matcher types.GomegaMatcher
		actual  any
	}{
		{"a text for a visit", HaveTitle("x"), "Talk"},
		{"nil for a visit", HaveTitle("x"), nil},
		{"a nil pointer", HaveTitle("x"), (*observation.Visit)(nil)},
		{"nothing visited", ShowError(), observation.Visit{}},
		{"a visit for caches", HaveCached("/"), talk},
		{"a visit for a cache", InCache("x", HaveCached("/")), talk},
		{"caches for exchanges", LeaveNoRequest(), caches()},
		{"exchanges for registrations", HaveWorker(observation.Activated), exchanges()},
		{"a number for a session", HaveElement(ctx, "p"), 5},
		{"no document", BeServedFromNetwork(), clicked()},
		{"the page or not", ShowFallback(known), made},
		{"no number", BeFetchedAs(LogOf(sessionLog()), "member"), made},
		{"no numbers", HaveNoBytesOf(LogOf(sessionLog()), "member"), unnumbered},
		{"no user", HaveNoBytesOf(LogOf(sessionLog()), "other"), talk},
		{"no text named", HaveText(), talk},
		{"an empty text named", HaveText("Talk", " "), talk},
		{"no text named to lack", LackText(), talk},
		{"no URL named", HaveCached(), caches()},
		{"an empty URL named", InCache("pages-*", LackCached("")), caches()},
		{"the error page saved", SameAs(unreached()), talk},
		{"no deploy", BeFresh(ctx, deployed{}), talk},
		{"no server", BeFresh(ctx, deployed{last: exOwnStyle, now: map[string]observation.Content{origin + "/talks/1": {Error: "connection refused"}, origin + "/app.js": {Error: "connection refused"}}}), talk},
		{"a server in trouble", BeFresh(ctx, deployed{last: exOwnStyle, now: map[string]observation.Content{origin + "/talks/1": {Status: 503}, origin + "/app.js": {Status: 503}}}), talk},
		{"no numbers after a deploy", BeFresh(ctx, deployed{last: exOwnStyle}), unnumbered},
	} {
		ok, err := c.matcher.Match(c.actual)
		if ok || err == nil {
			t.Errorf("%s: no error, and %v", c.name, ok)
			continue
		}
		fmt.Fprintf(&said, "%s: %v\n", c.name, err)
	}
	golden(t, "testdata/errors.txt", said.String())
}

// ofPages are matchers of which the browser's error page is neither a match nor
// a mismatch, but an error: Not must not make a match of it.
var ofPages = []types.GomegaMatcher{
	HaveTitle(""), HaveTitle("*"), HaveText("Talk"), LackText("Log in"), HaveURL("/talks/1"), HaveNoException(), BeComplete(),
	HaveLoads(1), SameAs(unreached()), SameAs(online(exTalk, talkText)), BeFetchedAs(LogOf(sessionLog()), Nobody),
	HaveNoBytesOf(LogOf(sessionLog()), "member"), HaveNoBytesOf(LogOf(sessionLog()), "other"), BeFresh(ctx, same),
}

// TestErrorPage holds what matchers of pages say of the browser's error page to
// testdata/errorpage.txt.
func TestErrorPage(t *testing.T) {
	var said strings.Builder
	aborted := with(unreached(), func(v *observation.Visit) { v.Error = "net::ERR_ABORTED" })
	for i, m := range ofPages {
		for _, actual := range []observation.Visit{unreached(), aborted}[:max(1, 2-i)] {
			_, err := m.Match(actual)
			var noPage *ErrorPageError
			if !errors.As(err, &noPage) || noPage.URL != actual.URL || noPage.Reason != actual.Error || noPage.Hint() == "" {
				t.Fatalf("%s: %v", m, err)
			}
			fmt.Fprintf(&said, "%v\n", err)
			for _, explain := range []func(Matcher, any) (*Mismatch, error){Explain, ExplainNot} {
				mismatch, err := explain(m, actual)
				if err != nil || mismatch == nil || !mismatch.NoPage || mismatch.URL != actual.URL {
					t.Fatalf("%s: %+v, %v", m, mismatch, err)
				}
				fmt.Fprintf(&said, "  %s\n", mismatch.Message)
			}
		}
		if _, err := m.Match(with(talk, func(v *observation.Visit) { v.Error, v.Downloads = "net::ERR_ABORTED", []string{v.URL} })); errors.As(err, new(*ErrorPageError)) {
			t.Errorf("%s takes a download for the error page", m)
		}
	}
	golden(t, "testdata/errorpage.txt", said.String())
	if ok, err := Or(ShowError(), HaveText("Talk")).Match(unreached()); !ok || err != nil {
		t.Errorf("the error page, or a page: %v, %v", ok, err)
	}
	if _, err := ExplainNot(Or(HaveText("Talk"), ShowError()), unreached()); !errors.As(err, new(*ErrorPageError)) {
		t.Errorf("a matcher of another package: %v", err)
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; look at it after go test -update. It says now:\n%s", file, got)
	}
}
