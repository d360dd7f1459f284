package reportertest

import (
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// Nasty is what a hostile site writes wherever it may: escape codes in both
// spellings, a window title, bidi overrides and isolates, zero-width and tag
// characters, stacked marks, broken UTF-8, line breaks, markup, commands
// of CI servers.
const Nasty = "\x1b[2J\x1b[31mred\x1b[0m \x1b]0;owned\x07 \u009b1mC1 " +
	"\u202eoverride\u202c \u2066isolate\u2069 zero\u200bwidth\ufeff tag\U000e0041 " +
	"Z\u0301\u0302\u0303\u0304\u0305\u0306algo bad\xff\xfeutf8 nul\x00 \u2028 line\r\nbreak\ttab " +
	"]]> <script>alert('x')</script> & \"quoted\" ::error::owned ##[add-mask]e `a` [b](c) | $d$ @e %0A::warning::owned \ufffe \U0001f9d1\u200d\U0001f680 日本語"

// Hostile is a site that wrote [Nasty] in each place that a site can write to.
func Hostile() finding.Report {
	long := Nasty + strings.Repeat(" 長い", 2000)
	broken := &finding.PageResult{
		Status: 200, ServedBy: "cache-storage", Cache: Nasty, Title: Nasty, Shows: finding.ShowsOther,
		Error: Nasty, Failed: []finding.FailedRequest{{URL: origin + "/" + Nasty, Error: Nasty}},
	}
	seen := finding.Evidence{Kind: finding.OfConsole, URL: origin + "/?" + Nasty, Cache: Nasty, Text: long, Exchange: 5}
	r := base(finding.Worker{
		Registered: true, Scope: origin + "/" + Nasty, ScriptURL: Nasty, State: "activated", FetchHandler: true,
	}, []finding.Page{
		page("/"+Nasty, Nasty, finding.Generated, broken),
		page("/日本語/"+strings.Repeat("長い", 100), long, finding.CacheOnly, stored("日本語")),
	},
		result("offline/visited-page", finding.Error, "Visited pages open", "A visited page shows another page", "Why.", "Fix.",
			onPages(finding.Failing("The page says "+long, seen, seen, seen, seen, seen),
				finding.PageOutcome{URL: origin + "/" + Nasty, Outcome: finding.Fail, Message: Nasty},
				finding.PageOutcome{URL: long, Outcome: finding.Inconclusive, Message: long})),
		judged("worker/error", finding.CannotTell(Nasty)),
	)
	withExample(&r, "offline/visited-page", Nasty+"\n```\n<script>\n", strings.Repeat("\t"+Nasty+"\n", 200))
	r.Browser.Product, r.Notes = Nasty, []string{Nasty}
	r.Offline = finding.Offline{RequestsLeaked: 2, Fallback: finding.Fallback{Present: true, URL: origin + "/" + Nasty}}
	r.Caches = []finding.Cache{{Name: Nasty, Entries: []finding.CacheEntry{
		{URL: origin + "/" + Nasty, Method: Nasty, Status: 200, Type: Nasty, Bytes: 1},
	}}}
	r.Resources = []finding.Resource{
		{URL: origin + "/" + Nasty, Kind: finding.KindScript, Strategy: finding.CacheOnly, Pages: []string{long}},
		{URL: origin + "/" + strings.Repeat("長い", 100), Kind: finding.KindData},
	}
	r.MoreResources = 7
	r.ResourceTrails = []finding.Trail{{URL: long}}
	r.Pages[0].Online.Picture = &finding.Picture{Type: "image/svg+xml\" onload=\"alert(1)", Width: 10, Height: 10, Data: []byte(Nasty)}
	r.Pages[0].LieFi, r.Pages[0].Deployed = broken, broken
	r.UserCaches = []finding.Cache{{Name: Nasty, Entries: []finding.CacheEntry{{URL: Nasty, Build: Nasty, User: Nasty, Exchange: 1}}}}
	r.Timelines = []finding.Timeline{{Session: Nasty, Events: []finding.Event{
		{AtMs: 5, Kind: finding.EventKind(Nasty), URL: Nasty, State: Nasty, By: finding.StepBy(Nasty), Error: long, Network: Nasty, Build: Nasty},
		{AtMs: 6, Kind: finding.EventState, State: Nasty}, {AtMs: 7, Kind: finding.EventNetwork, Network: Nasty},
		{AtMs: 1e300, DurationMs: -1, Kind: finding.EventVisit, Error: long},
	}}}
	r.Results[0].Before, r.Results[0].After = "  "+Nasty, strings.Repeat(long+"\n", 500)
	r.Trails = []finding.Trail{{URL: origin + "/" + Nasty, Steps: []finding.Step{{
		Session: "offline", By: finding.ByPage, Visit: "navigate", Page: long, Network: "online",
		ServedBy: "cache-storage", Cache: Nasty, Status: 200, Error: long, From: &finding.Fetched{Exchange: 1, Build: "A", User: Nasty},
	}}}}
	return r
}
