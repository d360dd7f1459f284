package script_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// unmet does the steps in a session of its own, and returns what an expect among
// them did not find.
func unmet(ctx context.Context, base, steps string, in script.World) []*script.ExpectationError {
	GinkgoHelper()
	return unmetIn(ctx, session(ctx, base), steps, in)
}

func unmetIn(ctx context.Context, session *harness.Session, steps string, in script.World) []*script.ExpectationError {
	GinkgoHelper()
	_, err := parsed(steps).RunIn(ctx, session, in)
	if err == nil {
		return nil
	}
	var step *script.StepError
	var one *script.ExpectationError
	Expect(errors.As(err, &step)).To(BeTrue(), "%v", err)
	Expect(errors.As(step, &one)).To(BeTrue(), "%v", err)
	several, is := step.Err.(interface{ Unwrap() []error })
	if !is {
		return []*script.ExpectationError{one}
	}
	var all []*script.ExpectationError
	for _, e := range several.Unwrap() {
		all = append(all, e.(*script.ExpectationError))
	}
	return all
}

// told names the failures for comparisons: key and message.
func told(all []*script.ExpectationError) []string {
	var texts []string
	for _, e := range all {
		texts = append(texts, e.Error())
	}
	return texts
}

const (
	knows    = "- visit: /\n- await: controlled\n- visit: /talks/app-shell\n- await: idle\n" // with the worker in charge
	unplugs  = "- network: offline\n- stop-worker\n- clear: http-cache\n"
	comeBack = unplugs + "- visit: /talks/app-shell\n"
)

var _ = Describe("expect", func() {
	It("finds a whole page as it is promised", func(ctx SpecContext) {
		Expect(told(unmet(ctx, site("cumulative").URL(), knows+"- save: the talk\n"+comeBack+`
- expect:
    title: "App shell*"
    text: [Tomasz Lis, the frame and the page]
    no-text: You are offline
    status: 200
    url: /talks/app-shell
    served-by: cache-storage
    cache: pages-*
    shows: page
    ready: true
    complete: true
    console: clean
    first-content: 10s
    same-as: the talk
    requests: 0
    caches: {pages-*: {has: /talks/app-shell, at-most: 50}, old-*: none}
    worker: activated
    selector: [h1, "a[href='/talks/']"]
    no-selector: "#nowhere"
    as: nobody
`, script.World{}))).To(BeEmpty())
	})

	DescribeTable("passes on the sound site and fails on the broken one, and says why",
		func(ctx SpecContext, sound, broken, steps, expectation string, message ...string) {
			steps += "- expect: {" + expectation + "}"
			Expect(told(unmet(ctx, site(sound).URL(), steps, world()))).To(BeEmpty(), sound)
			failed := told(unmet(ctx, site(broken).URL(), steps, world()))
			Expect(failed).To(HaveLen(1), "%s: %v", broken, failed)
			for _, part := range message {
				Expect(failed[0]).To(ContainSubstring(part))
			}
		},
		Entry("shows", "cumulative", "pages-stored-empty", knows+comeBack, "shows: page",
			"shows: Expected http://127.0.0.1:", "/talks/app-shell (from the cache pages-A, exchange ", "to show the page itself, but it shows a blank page"),
		Entry("shows, by the browser", "cumulative", "forwards-everything", knows+comeBack, "shows: page",
			"the browser's error page, net::ERR_", "offline) to show the page itself, but it shows the browser's error page"),
		Entry("shows another page", "cumulative", "pages-stored-under-one-key", knows+"- visit: /talks/precaching\n- await: idle\n"+comeBack, "shows: page",
			`but it shows another page ("Pack before you leave`),
		Entry("shows the fallback", "offline-page", "no-fallback", knows+unplugs+"- visit: /speakers/\n", "shows: fallback",
			"to show the fallback page, but it shows the browser's error page"),
		Entry("complete", "cumulative", "pictures-not-stored", knows+comeBack, "complete: true",
			"to be complete, but it lacks the image /images/tomasz.png (net::ERR_"),
		Entry("ready", "precache", "precached-page-without-style", "- visit: /\n- await: controlled\n"+unplugs+"- visit: /\n", "ready: true",
			"to be app-ready, but it is not app-ready: the style /assets/app-"),
		Entry("caches", "cumulative", "error-stored", knows+"- visit: /nowhere\n- await: idle\n", `caches: {"*": {lacks: /nowhere}}`,
			"caches: Expected the caches * to lack an answer for /nowhere, but they hold an answer for http://127.0.0.1:", "in the cache pages-A, of exchange "),
		Entry("no-bytes-of", "login", "account-kept", "- visit: /\n- await: controlled\n- login: member\n- visit: /account\n- await: idle\n- logout\n"+unplugs+"- visit: /account\n", "no-bytes-of: member",
			"to be without anything that was fetched as member, but it shows http://127.0.0.1:", "/account (document, from the cache pages-A, fetched as member in exchange "),
		Entry("as", "login", "account-kept", "- visit: /\n- await: controlled\n- login: member\n- visit: /account\n- await: idle\n- logout\n"+unplugs+"- visit: /account\n", "as: nobody",
			"to be fetched as nobody, but it was fetched as member in exchange "),
		Entry("worker", "precache", "no-worker", "- visit: /\n", "worker: activated",
			"worker: Expected the registrations to have a worker that is activated, but they have no worker"),
		Entry("no worker", "no-worker", "precache", "- visit: /\n", "worker: none", "to have no worker, but they have http://127.0.0.1:", "/sw.js, which is "),
		Entry("served-by", "precache", "forwards-everything", "- visit: /\n- await: controlled\n- visit: /\n", "served-by: cache-storage",
			"to be from a cache of Cache Storage, but it is from the network"),
		Entry("requests", "precache", "forwards-everything", "- visit: /\n- await: controlled\n- visit: /\n", "requests: 0",
			"requests: Expected the exchanges to leave no request to the network, but they left ", "GET http://127.0.0.1:"),
		Entry("requests for a URL", "precache", "forwards-everything", "- visit: /\n- await: controlled\n- visit: /\n", "requests: {at-most: 5, /: 0}",
			"to the network for /, but they left 1 request"),
	)

	DescribeTable("tells after a deploy which build a page shows",
		func(ctx SpecContext, fixture, page, fresh string, message ...string) {
			site := site(fixture)
			own := script.World{Deploy: func(context.Context, *harness.Session) error { site.Deploy(); return nil }}
			failed := told(unmetIn(ctx, patient(ctx, site.URL()), "- visit: /\n- await: controlled\n- visit: "+page+"\n- await: idle\n- deploy\n- visit: "+page+`
- await: updated
- visit: `+page+"\n- expect: {fresh: "+fresh+"}", own))
			if len(message) == 0 {
				Expect(failed).To(BeEmpty())
				return
			}
			Expect(failed).To(HaveLen(1))
			for _, part := range message {
				Expect(failed[0]).To(ContainSubstring(part))
			}
		},
		Entry("the new one", "precache", "/", "true"),
		Entry("the new one, and not the old one", "precache", "/", "false", "not to show the new build, but it shows the new build"),
		Entry("the former one", "old-cache-asked-first", "/", "true",
			"to show the new build, but it shows of the former build /", "(document, from the cache precache-A, fetched in exchange ", "of build A)"),
		Entry("the former one, as expected", "old-cache-asked-first", "/", "false"),
	)

	It("tells all that is not as expected, in the order in which it is written, each with its place", func(ctx SpecContext) {
		failed := unmet(ctx, site("precache").URL(), `
- visit: /
- expect:
    text: Nowhere to be seen
    title: Elsewhere
    status: 200
    url: /other
`, script.World{})
		Expect(failed).To(HaveExactElements(
			And(HaveField("Key", "text"), HaveField("Place", "steps.yaml:4:5"), HaveField("Expected", `the text "Nowhere to be seen"`)),
			And(HaveField("Key", "title"), HaveField("Expected", `the title "Elsewhere"`), HaveField("Actual", `the title "Home · Tunnel Days"`), HaveField("ServedBy", observation.ByNetwork), HaveField("Exchange", 1)),
			And(HaveField("Key", "url"), HaveField("Place", "steps.yaml:7:5")),
		))
	})

	It("awaits what comes a moment later, and looks at the page as it is then", func(ctx SpecContext) {
		server := page(`<button onclick="setTimeout(() => { document.title = 'Later'; document.body.innerHTML = '<p id=late>Here it is' }, 600);
			setTimeout(() => caches.open('later').then(c => c.put('/x', new Response('x'))), 700)">Go</button>`)
		Expect(told(unmet(ctx, server.URL, `
- visit: /
- click: button
- expect: {text: Here it is, no-text: Go, selector: "#late", no-selector: button, caches: {later: {has: /x, exactly: 1}}}
- expect: {title: Later, served-by: network, requests: 0}
`, script.World{}))).To(BeEmpty())
	})

	It("measures how long the first content takes", func(ctx SpecContext) {
		server := page(`<p>Text</p>`)
		Expect(told(unmet(ctx, server.URL, "- visit: /\n- expect: {first-content: 1m}\n- network: {slow: {latency: 1200ms}}\n- visit: /?again\n- expect: {first-content: 1s}", script.World{}))).To(
			ConsistOf(ContainSubstring("slow) to show its first content within 1s, but it showed ")))
	})

	It("gives up what does not come within the session's limit", func(ctx SpecContext) {
		server := page(`<p>Text</p>`)
		s, err := browser.NewSession(ctx, harness.SessionOptions{Base: server.URL, VisitLimit: 700 * time.Millisecond})
		Expect(err).NotTo(HaveOccurred())
		DeferCleanup(s.Close)
		_, err = parsed(`
- visit: /
- expect: {selector: "#nowhere", caches: {later: {has: /x}}, worker: installed}
`).RunIn(ctx, s, script.World{})
		Expect(err).To(MatchError(And(
			ContainSubstring(`selector: Expected `+server.URL+`/ to show an element that matches "#nowhere", but it shows none`),
			ContainSubstring("caches: Expected the caches later to hold an answer for /x, but they are not there: the caches are none"),
			ContainSubstring("worker: Expected the registrations to have a worker that is installed, but they have no worker"),
		)))
	})

	It("hears of exceptions, also of those that an act brings about", func(ctx SpecContext) {
		server := page(`<button onclick="nowhere()">Go</button><script>fetch('/gone').then(() => { throw new Error('caught not') })</script>`)
		failed := told(unmet(ctx, server.URL, "- visit: /\n- click: button\n- wait-for: {text: Go}\n- press: Tab\n- expect: {console: clean}", script.World{}))
		Expect(failed).To(ConsistOf(And(ContainSubstring("caught not"), ContainSubstring("nowhere is not defined"))))
	})

	DescribeTable("says what is missing where it cannot look",
		func(ctx SpecContext, steps, message, hint string) {
			failed := unmet(ctx, site("synthesised").URL(), steps, script.World{})
			Expect(failed).To(HaveLen(1))
			Expect(failed[0]).To(MatchError(ContainSubstring(message)))
			Expect(failed[0].Hint()).To(ContainSubstring(hint))
		},
		Entry("no visit", "- expect: {text: Hello}", "text: no page was visited before", "put a visit step before"),
		Entry("no online look", "- visit: /\n- await: controlled\n- network: offline\n- visit: /hello\n- expect: {shows: page}",
			"/hello shows: its document is made by the worker, and it is not known what the page shows online", "/hello online before, in before: or earlier in steps"),
		Entry("no deploy", "- visit: /\n- expect: {fresh: true}", "nothing was deployed before", "deploy step before"),
		Entry("nothing saved", "- visit: /\n- save: the home page\n- expect: {same-as: the home pagee}", `nothing was saved as "the home pagee"`, "did you mean the home page?"),
		Entry("no selector", "- visit: /\n- expect: {selector: \"p[\"}", "not a valid selector", "those of CSS"),
	)

	It("compares with online looks that were made before it", func(ctx SpecContext) {
		online := observation.Visit{ID: 9, URL: "", Network: observation.Online, Exchange: 1, Text: "Made by hand", Loaded: true}
		server := page(`<p>Made by hand</p><script>navigator.serviceWorker.register('/sw.js')</script>`)
		server.Config.Handler = worker(server.Config.Handler, `oninstall = () => skipWaiting(); onactivate = e => e.waitUntil(clients.claim());
			onfetch = e => e.respondWith(new Response('<title>Page</title>' + (e.request.url.includes('by') ? 'Made by hand' : 'Quite another thing'), {headers: {'Content-Type': 'text/html'}}))`)
		in := script.World{Online: map[string]observation.Visit{server.URL + "/by-hand": online, server.URL + "/other": online}}
		steps := "- visit: /\n- await: controlled\n- network: offline\n- visit: /by-hand\n- expect: {shows: page}\n- visit: /other\n- expect: {shows: page}"
		Expect(told(unmet(ctx, server.URL, steps, in))).To(ConsistOf(And(
			ContainSubstring("/other (made by the worker"), ContainSubstring("but it shows the fallback page"))))
	})

	It("ends with the browser, and not with an expectation", func(ctx SpecContext) {
		_, err := parsed("- visit: /\n- evaluate: \"setTimeout(() => { for (;;); }, 50)\"\n- expect: {text: Never}").Run(ctx, session(ctx, page("<p>Text").URL))
		Expect(err).To(HaveOccurred())
		Expect(errors.As(err, new(*script.ExpectationError))).To(BeFalse(), "%v", err)
	})
})

// worker answers for /sw.js with a script.
func worker(site http.Handler, text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/sw.js" {
			site.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, strings.TrimSpace(text))
	})
}
