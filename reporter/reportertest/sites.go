package reportertest

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
)

// Findings is a usual site with one error and one warning.
func Findings() finding.Report {
	about := refused()
	talk := stored("App shell")
	talk.Ready, talk.Failed = false, []finding.FailedRequest{
		{URL: origin + "/static/talk.js", Error: "net::ERR_INTERNET_DISCONNECTED"},
	}
	r := base(activeWorker(), []finding.Page{
		page("/", "Offline Conf", finding.CacheFirst, stored("Offline Conf")),
		page("/schedule/", "Schedule", finding.StaleWhileRevalidate, stored("Schedule")),
		page("/talks/app-shell", "App shell", finding.NetworkFirst, talk),
		page("/speakers/", "Speakers", finding.NetworkFirst, fallback()),
		page("/about", "About", finding.NetworkOnly, about),
	},
		result("offline/visited-page", finding.Error,
			"Pages that were visited open offline", "A page that was visited does not open offline",
			"People come back to what they have read: in the train, in the hall with the bad wifi. Instead of the page they get the browser's error page.",
			"Store each page when it is visited, or answer navigations from the cache when the network fails.",
			onPages(finding.Failing("/about shows the browser's error page offline.",
				finding.Evidence{Kind: finding.OfVisit, URL: origin + "/about", Text: "net::ERR_INTERNET_DISCONNECTED, nothing was shown"},
				finding.Evidence{Kind: finding.OfExchange, URL: origin + "/about", Text: "GET /about answered 200 online and was not stored", Exchange: 17}),
				ofPage("/", finding.Pass, "shows the page"),
				ofPage("/speakers/", finding.Pass, "shows the fallback page"),
				ofPage("/about", finding.Fail, "shows the browser's error page"))),
		result("offline/page-complete", finding.Warning,
			"Pages that open offline are complete", "A page opens offline and is not complete",
			"What is missing looks broken, and nobody says why.",
			"Store what the page needs together with the page.",
			onPages(finding.Failing("/talks/app-shell lacks 1 script offline.",
				finding.Evidence{Kind: finding.OfRequest, URL: origin + "/static/talk.js", Text: "net::ERR_INTERNET_DISCONNECTED"}),
				ofPage("/", finding.Pass, ""), ofPage("/talks/app-shell", finding.Fail, "lacks /static/talk.js"))),
		judged("registration/no-worker", finding.Passed("/sw.js is registered with scope /.")),
		judged("registration/pass-through", finding.Passed("The worker answered 14 of 20 requests.")),
		judged("offline/start-url", finding.DoesNotApply("The site has no manifest.")),
		judged("offline/no-recovery", finding.CannotTell("The page had not settled after 10 s: 1 request was still in flight.")),
	)
	withExample(&r, "offline/visited-page",
		"self.addEventListener('fetch', (event) => {\n  event.respondWith(fetch(event.request));\n});\n",
		"self.addEventListener('fetch', (event) => {\n  event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));\n});\n")
	r.Offline.Fallback = finding.Fallback{Present: true, URL: origin + "/offline"}
	r.Resources = []finding.Resource{
		resource("/", finding.KindDocument, finding.CacheFirst),
		resource("/about", finding.KindDocument, finding.NetworkOnly),
		resource("/api/talks", finding.KindData, finding.StaleWhileRevalidate, "/schedule/"),
		resource("/schedule/", finding.KindDocument, finding.StaleWhileRevalidate),
		resource("/speakers/", finding.KindDocument, finding.NetworkFirst),
		resource("/static/logo.png", finding.KindImage, "", "/", "/about"),
		resource("/static/talk.js", finding.KindScript, finding.NetworkOnly, "/talks/app-shell"),
		resource("/static/talks.css", finding.KindStyle, finding.CacheFirst, "/", "/talks/app-shell"),
		resource("/talks/app-shell", finding.KindDocument, finding.NetworkFirst),
	}
	r.Caches = []finding.Cache{
		{Name: "pages-v1", Entries: []finding.CacheEntry{
			{URL: origin + "/", Method: "GET", Status: 200, Type: "basic", Bytes: 5120, Exchange: 3},
			{URL: origin + "/talks/app-shell", Method: "GET", Status: 200, Type: "basic", Bytes: 18234, Exchange: 11},
		}, Truncated: 40},
		{Name: "fonts", Entries: []finding.CacheEntry{
			{URL: "https://fonts.example/a.woff2", Method: "GET", Type: "opaque", Bytes: -1},
		}},
	}
	return r
}

// Sound is a site without a finding.
func Sound() finding.Report {
	r := base(activeWorker(), []finding.Page{
		page("/", "Offline Conf", finding.CacheFirst, stored("Offline Conf")),
		page("/talks/app-shell", "App shell", finding.CacheFirst, stored("App shell")),
	},
		judged("registration/no-worker", finding.Passed("/sw.js is registered with scope /.")),
		judged("offline/visited-page", onPages(finding.Passed("2 of 2 visited pages open offline."),
			ofPage("/", finding.Pass, ""), ofPage("/talks/app-shell", finding.Pass, ""))),
		judged("offline/start-url", finding.DoesNotApply("The site has no manifest.")),
	)
	r.Offline.Fallback = finding.Fallback{Present: true, URL: origin + "/offline"}
	r.Resources = []finding.Resource{
		resource("/", finding.KindDocument, finding.CacheFirst),
		resource("/app.css", finding.KindStyle, finding.CacheFirst, "/", "/talks/app-shell"),
		resource("/talks/app-shell", finding.KindDocument, finding.CacheFirst),
	}
	return r
}

// NoWorker is a site that works online only.
func NoWorker() finding.Report {
	return base(finding.Worker{}, []finding.Page{page("/", "Offline Conf", finding.Unhandled, refused())},
		result("registration/no-worker", finding.Error,
			"A service worker is registered", "No service worker is registered",
			"Without one the site cannot open offline.", "Register a worker from each page.",
			finding.Failing("No page of the site registered a worker.",
				finding.Evidence{Kind: finding.OfVisit, URL: origin + "/", Text: "no registration after the page settled"})),
		judged("offline/visited-page", finding.DoesNotApply("There is no worker, see registration/no-worker.")),
	)
}

// PassThrough is a site whose worker forwards each request.
func PassThrough() finding.Report {
	r := base(activeWorker(), []finding.Page{page("/", "Offline Conf", finding.PassThrough, refused())},
		result("registration/pass-through", finding.Warning,
			"The worker does more than forward", "The worker only forwards",
			"It costs time on each request and helps nobody offline.", "Answer from a cache when the network fails.",
			finding.Failing("The worker forwarded all of 12 requests and stored nothing.",
				finding.Evidence{Kind: finding.OfRequest, URL: origin + "/", Text: "forwarded by the worker", Exchange: 9})),
		judged("registration/no-worker", finding.Passed("/sw.js is registered with scope /.")),
		judged("offline/visited-page", finding.DoesNotApply("The worker only forwards, see registration/pass-through.")),
	)
	return r
}

// Partial is what is known of an audit that was interrupted.
func Partial() finding.Report {
	worker := activeWorker()
	worker.ControlsFirstVisit, worker.FetchHandler = false, false
	worker.Unknown = []string{finding.WorkerControlsFirstVisit, finding.WorkerFetchHandler}
	r := base(worker, []finding.Page{page("/", "Offline Conf", finding.CacheFirst, nil)},
		judged("registration/no-worker", finding.Passed("/sw.js is registered with scope /.")),
		judged("offline/visited-page", finding.CannotTell("The experiment offline was interrupted.")),
		judged("offline/unvisited-page", finding.CannotTell("The experiment offline was interrupted.")),
	)
	r.Partial, r.Notes = true, []string{"interrupted while the experiment offline was running"}
	return r
}

// Empty is a report in which nothing was set but its target.
func Empty() finding.Report {
	r := finding.Report{SchemaVersion: finding.SchemaVersion, Target: origin + "/"}
	r.Conclude()
	return r
}

// Large has more pages, findings and evidence than a screen can hold.
func Large() finding.Report {
	var pages []finding.Page
	var outcomes []finding.PageOutcome
	var evidence []finding.Evidence
	for i := range 25 {
		path := fmt.Sprintf("/archive/2016/talks/using-django-with-service-workers-part-%02d?lang=en", i)
		pages = append(pages, page(path, "Talk", finding.NetworkOnly, refused()))
		outcomes = append(outcomes, ofPage(path, finding.Fail, "shows the browser's error page"))
		evidence = append(evidence, finding.Evidence{
			Kind: finding.OfVisit, URL: origin + path, Text: "net::ERR_INTERNET_DISCONNECTED",
		})
	}
	var results []finding.Result
	for _, id := range []string{"offline/visited-page", "offline/start-url", "offline/unvisited-page", "cache/opaque"} {
		results = append(results, result(id, finding.Error, "It opens", "It does not open offline",
			"Visitors see the browser's error page. They cannot know that it is not the site's fault, and they leave.",
			"Store it when it is visited. Then answer navigations from the cache when the network fails, and show a fallback page for what is not stored.",
			onPages(finding.Failing("25 of 25 pages show the browser's error page offline.", evidence...), outcomes...)))
	}
	return base(activeWorker(), pages, results...)
}
