package script_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

var _ = Describe("steps about the network", func() {
	DescribeTable("switch it, with its particulars",
		func(ctx SpecContext, step string, wanted harness.Network) {
			s := session(ctx, "http://site.example/app/")
			_, err := parsed("- network: "+step).Run(ctx, s)
			Expect(err).NotTo(HaveOccurred())
			Expect(s.Network()).To(Equal(wanted))
		},
		Entry("offline", "offline", harness.Offline),
		Entry("lie-fi", "lie-fi", harness.LieFi),
		Entry("reset", "reset", harness.Reset),
		Entry("slow", "slow", harness.Network{Network: observation.Slow, Latency: 400 * time.Millisecond, BytesPerSecond: 50_000}),
		Entry("as slow as it is written", "{slow: {latency: 1.5s}}", harness.Network{Network: observation.Slow, Latency: 1500 * time.Millisecond}),
		Entry("stall", "stall", harness.Network{Network: observation.Stall, StallAfter: 1024}),
		Entry("stall after a while", "{stall: 10KB}", harness.Network{Network: observation.Stall, StallAfter: 10_000}),
		Entry("status", "{status: 503}", harness.Network{Network: observation.Status, Status: 503}),
		Entry("block", "{block: [cdn.example, \"*.ads.example\"]}", harness.Network{Network: observation.Block, Hosts: []string{"cdn.example", "*.ads.example"}}),
		Entry("one host", "{block: cdn.example}", harness.Network{Network: observation.Block, Hosts: []string{"cdn.example"}}),
		Entry("captive-portal", "captive-portal", harness.Network{Network: observation.CaptivePortal}),
		Entry("a portal elsewhere", "{captive-portal: {redirect: /hotspot}}", func() harness.Network {
			n := harness.Network{Network: observation.CaptivePortal}
			n.Portal.Redirect = "http://site.example/hotspot"
			return n
		}()),
	)

	It("make pages see it, until it is as before", func(ctx SpecContext) {
		s := session(ctx, page("<p>Text").URL)
		visits, err := parsed(`
- network: {status: 503}
- visit: /
- network: captive-portal
- visit: /
- network: online
- visit: /
`).Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
		Expect(visits[0].Status).To(Equal(503))
		Expect(visits[1].Title).To(ContainSubstring("Sign in"))
		Expect(visits[2].Title).To(Equal("Page"))
	})
})

var _ = Describe("steps about the worker", func() {
	It("stop it, ask for a new one, and await that", func(ctx SpecContext) {
		site := site("precache")
		s := session(ctx, site.URL())
		done, err := parsed(`
- visit: /
- await: controlled
- stop-worker
`).RunIn(ctx, s, script.World{})
		Expect(err).NotTo(HaveOccurred())
		Expect(s.Registrations()[0].Versions[0].Running).To(BeFalse())
		Expect(done.Steps).To(HaveLen(3))
		site.Deploy()
		_, err = parsed("- update-worker\n- await: updated").RunIn(ctx, s, script.World{})
		Expect(err).NotTo(HaveOccurred())
		versions := s.Registrations()[0].Versions
		Expect(versions).To(HaveLen(2))
		Expect(versions[1].State).To(Equal(observation.Activated))
	})
})

var _ = Describe("steps about tabs", func() {
	It("act in the one that was turned to, and remember what each shows", func(ctx SpecContext) {
		site := site("precache")
		s := session(ctx, site.URL())
		visits, err := parsed(`
- visit: /talks/
- new-tab: /speakers/
- evaluate: {script: location.pathname, is: /speakers/}
- tab: 1
- evaluate: {script: location.pathname, is: /talks/}
- visit: /schedule
- back
- evaluate: {script: location.pathname, is: /talks/}
- tab: 2
- await: settled
- evaluate: {script: location.pathname, is: /speakers/}
- close-tab
- evaluate: {script: location.pathname, is: /talks/}
- close-tab
- evaluate: {script: location.href, is: "about:blank"}
- visit: /talks/
- new-tab
- evaluate: {script: location.href, is: "about:blank"}
`).Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
		Expect(finals(visits)).To(HaveExactElements(
			HaveSuffix("/talks/"), HaveSuffix("/speakers/"), HaveSuffix("/schedule"), HaveSuffix("/talks/"), HaveSuffix("/talks/")))
	})

	DescribeTable("fail where there is none",
		func(ctx SpecContext, text, message, hint string) {
			_, err := parsed(text).Run(ctx, session(ctx, page("").URL))
			var failed *script.StepError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(ContainSubstring(message)))
			Expect(failed.Hint()).To(ContainSubstring(hint))
			Expect(failed.Inconclusive()).To(BeFalse())
		},
		Entry("no second tab", "- visit: /\n- tab: 2", "steps.yaml:2:3: step tab: there is no tab 2: one is open", "new-tab"),
		Entry("no third tab", "- new-tab\n- tab: 3", "there is no tab 3: 2 are open", "new-tab"),
		Entry("nothing to go back to", "- back", "there is no page to go back to", "visit two pages"),
		Entry("no page before", "- visit: /\n- back", "steps.yaml:2:3: step back: there is no page to go back to", "visit two pages"),
		Entry("no page before in the tab", "- visit: /\n- visit: /2\n- new-tab: /\n- back", "steps.yaml:4:3: step back: there is no page to go back to", "in this tab"),
		Entry("no worker to update", "- visit: /\n- update-worker", "steps.yaml:2:3: step update-worker: no worker is registered for http://127.0.0.1:", "await: registered"),
		Entry("no worker to update in a blank tab", "- update-worker", "step update-worker: no worker is registered", "await: registered"),
		Entry("nothing to save", "- save: it", "there is nothing to save: no page was visited before", "browser"),
	)
})

var _ = Describe("steps about what is stored", func() {
	It("clear it", func(ctx SpecContext) {
		s := session(ctx, site("precache").URL())
		_, err := parsed(`
- visit: /
- await: controlled
- evaluate: "localStorage.kept = 'yes'; document.cookie = 'kept=yes'"
- clear: [caches, cookies, storage, http-cache]
- evaluate: {script: "caches.keys().then(all => all.length)", is: 0}
- evaluate: {script: "[localStorage.length, document.cookie].join()", is: "0,"}
- clear: worker
- evaluate: {script: "navigator.serviceWorker.getRegistrations().then(all => all.length)", is: 0}
`).Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
	})

	It("limit it, and take the limit back", func(ctx SpecContext) {
		s := session(ctx, page("").URL)
		const store = `{script: "caches.open('c').then(c => c.put('/big', new Response('x'.repeat(3e6)))).then(() => 'stored', e => e.name)", is: %s}`
		_, err := parsed("- visit: /\n- quota: 1MB\n- evaluate: "+fmt.Sprintf(store, "QuotaExceededError")+
			"\n- quota: none\n- evaluate: "+fmt.Sprintf(store, "stored")).Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
	})
})

var _ = Describe("what comes of a run", func() {
	It("tells each step as it is written, without secrets, and its pictures", func(ctx SpecContext) {
		s := session(ctx, site("precache").URL())
		done, err := parsed(`
- visit: /login
- fill:
    "#user": member
    "#password": $MEMBER_PASSWORD
- fill: {"#password": lantern}
- screenshot: the form
- screenshot
- network: {block: [a.example, b.example]}
`).RunIn(ctx, s, script.World{})
		Expect(err).NotTo(HaveOccurred())
		var texts []string
		for _, step := range done.Steps {
			texts = append(texts, step.Name+" "+step.Text)
			Expect(step.Duration).To(BeNumerically(">", 0))
		}
		Expect(texts).To(Equal([]string{
			"visit /login", "fill {#user: member, #password: $MEMBER_PASSWORD}", "fill {#password: $MEMBER_PASSWORD}",
			"screenshot the form", "screenshot ", "network {block: [a.example, b.example]}",
		}))
		Expect(done.Steps[0].Where).To(Equal("steps.yaml:2:3"))
		Expect(done.Screenshots).To(HaveLen(2))
		Expect(done.Screenshots[0].Name).To(Equal("the form"))
		Expect(done.Screenshots[1].Name).To(Equal("screenshot 2"))
		Expect(http.DetectContentType(done.Screenshots[1].PNG)).To(Equal("image/png"))
	})

	It("includes the steps of other files, with their places", func(ctx SpecContext) {
		s := session(ctx, site("precache").URL())
		done, err := parsed("- include: steps/visit-all.yaml\n- back").RunIn(ctx, s, script.World{})
		Expect(err).NotTo(HaveOccurred())
		Expect(finals(done.Visits)).To(HaveExactElements(HaveSuffix("/talks/"), HaveSuffix("/speakers/"), HaveSuffix("/talks/")))
		var places []string
		for _, step := range done.Steps {
			places = append(places, step.Name+" "+step.Where)
		}
		Expect(places).To(Equal([]string{
			"include steps.yaml:1:3", "visit steps/visit-all.yaml:1:3", "include steps/visit-all.yaml:2:3",
			"visit steps/more/speakers.yaml:1:3", "back steps.yaml:2:3",
		}))
	})

	It("tells the place in the included file where a step of it fails", func(ctx SpecContext) {
		_, err := parsed("- include: steps/fails.yaml").Run(ctx, session(ctx, page("").URL))
		Expect(err).To(MatchError(HavePrefix("steps/fails.yaml:2:3: step click: no visible element")))
		Expect(strings.Count(err.Error(), "step ")).To(Equal(1))
	})

	It("goes on where the script before ended", func(ctx SpecContext) {
		run := script.NewRun(session(ctx, page("").URL), script.World{})
		Expect(run.Do(ctx, parsed("- visit: /\n- new-tab: /b"))).To(Succeed())
		Expect(run.Do(ctx, parsed("- tab: 1\n- evaluate: {script: location.pathname, is: /}\n- save: it"))).To(Succeed())
		Expect(run.Done().Steps).To(HaveLen(5))
	})
})

var _ = Describe("a step that says nothing of the site", func() {
	It("is one that meets no site from the beginning", func(ctx SpecContext) {
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		_, err := parsed("- visit: /").Run(ctx, session(ctx, server.URL))
		Expect(inconclusive(err)).To(BeTrue(), "%v", err)
	})

	DescribeTable("says why, as the wire knows it",
		func(ctx SpecContext, steps, message, hint string) {
			gone := httptest.NewServer(http.NotFoundHandler())
			gone.Close()
			_, err := parsed(strings.ReplaceAll(steps, "GONE", gone.URL)).Run(ctx, session(ctx, page("").URL))
			var failed *script.StepError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(And(ContainSubstring(" cannot be reached: "), ContainSubstring(message))))
			Expect(failed.Hint()).To(Equal(hint))
		},
		Entry("no server", "- visit: GONE/", "nobody listens at 127.0.0.1", "start the server, or check the port"),
		Entry("no server any more, where one redirects to", "- visit: /to?GONE/away", "connection refused", "start the server, or check the port"),
	)

	It("is none where pages were reached before", func(ctx SpecContext) {
		server := page("")
		s := session(ctx, server.URL)
		_, err := parsed("- visit: /\n- visit: http://127.0.0.1:1/").Run(ctx, s)
		Expect(err).To(MatchError(ContainSubstring("cannot be reached")))
		Expect(inconclusive(err)).To(BeFalse())
	})

	It("is one whose browser is gone", func(ctx SpecContext) {
		b, err := harness.Launch(ctx, harness.LaunchOptions{})
		Expect(err).NotTo(HaveOccurred())
		defer b.Close()
		s, err := b.NewSession(ctx, harness.SessionOptions{Base: page("").URL})
		Expect(err).NotTo(HaveOccurred())
		Expect(b.Close()).To(Succeed())
		_, err = parsed("- visit: /").Run(ctx, s)
		Expect(inconclusive(err)).To(BeTrue(), "%v", err)
	})
})

func inconclusive(err error) bool {
	GinkgoHelper()
	var failed *script.StepError
	Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
	return failed.Inconclusive()
}
