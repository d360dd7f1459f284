package reportertest

import (
	"slices"
	"time"

	"github.com/swcheck/swcheck/finding"
)

// AllDiffs returns what differs between reports, by the name of its kind.
func AllDiffs() map[string]finding.Diff {
	one := func(old, now finding.Report) finding.Diff {
		return finding.Compare([]finding.Report{old}, []finding.Report{now})
	}
	return map[string]finding.Diff{
		"diff":         one(Findings(), Next()),
		"diff-same":    one(Findings(), Findings()),
		"diff-better":  one(Findings(), mended()),
		"diff-partial": one(Findings(), Partial()),
		"diff-known":   one(Sound(), Known()),
		"diff-large":   one(Sound(), Large()),
		"diff-visits":  one(Large(), Sound()),
		"diff-hostile": one(hostileBefore(), Hostile()),
		"diff-several": finding.Compare([]finding.Report{Findings(), at(Sound(), "https://old.example")}, []finding.Report{Next(), at(NoWorker(), "https://new.example")}),
		"diff-none":    finding.Compare(nil, nil),
	}
}

// Next is the site of [Findings] a day later, of which a part was mended, and
// another one broken.
func Next() finding.Report {
	r := mended()
	set := func(rule string, change func(*finding.Result)) {
		i := slices.IndexFunc(r.Results, func(res finding.Result) bool { return res.Rule == rule })
		change(&r.Results[i])
	}
	set("offline/page-complete", func(res *finding.Result) { res.Severity = finding.Error })
	set("offline/start-url", func(res *finding.Result) {
		*res = result(res.Rule, finding.Warning, "The start URL opens", "The start URL does not open offline",
			"An installed app begins with it.", "Store the start URL at install.",
			finding.Failing("/?source=pwa shows the browser's error page.", finding.Evidence{Kind: finding.OfVisit, URL: origin + "/?source=pwa", Text: "net::ERR_FAILED"}))
	})
	set("offline/visited-page", func(res *finding.Result) {
		*res = result(res.Rule, finding.Error, "Pages that were visited open offline", "A page that was visited does not open offline",
			"People come back to what they have read.", "Store each page when it is visited, or answer navigations from the cache when the network fails.",
			onPages(finding.Failing("2 of 4 pages show the browser's error page."),
				ofPage("/about", finding.Pass, ""), ofPage("/speakers/", finding.Fail, "shows the browser's error page"),
				ofPage("/schedule/", finding.Fail, "shows the browser's error page")))
	})
	set("registration/pass-through", func(res *finding.Result) {
		res.Outcome, res.Message = finding.Inconclusive, "The worker did not start within 10 s."
	})
	r.Conclude()
	return r
}

// mended is the site of [Findings] a day later, with one finding less.
func mended() finding.Report {
	r := Findings()
	r.StartedAt = r.StartedAt.Add(24 * time.Hour)
	for i := range r.Results {
		if r.Results[i].Rule == "offline/visited-page" {
			r.Results[i] = judged("offline/visited-page", onPages(finding.Passed("All pages open."), ofPage("/about", finding.Pass, "")))
		}
	}
	r.Conclude()
	return r
}

func at(r finding.Report, origin string) finding.Report {
	r.Target = origin + "/"
	return r
}

// hostileBefore is the hostile site when other findings of it had its words.
func hostileBefore() finding.Report {
	r := Hostile()
	r.Tool.Version, r.Profile = Nasty, Nasty
	r.Results = []finding.Result{
		result("offline/visited-page", finding.Warning, "Visited pages open", Nasty, Nasty, Nasty,
			onPages(finding.Failing(Nasty), finding.PageOutcome{URL: origin + "/" + Nasty, Outcome: finding.Fail, Message: Nasty})),
		result("worker/error", finding.Error, Nasty, Nasty, Nasty, Nasty, finding.Failing(Nasty, finding.Evidence{URL: Nasty})),
		result("cache/opaque", finding.Information, Nasty, Nasty, Nasty, Nasty, finding.Failing(Nasty)),
	}
	r.Conclude()
	return r
}
