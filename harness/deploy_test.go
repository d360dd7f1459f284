package harness_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// versioned is a site whose worker script tells a version that a spec can count
// on, and stores the home page.
func versioned(worker string) (pages, *atomic.Int32) {
	var version atomic.Int32
	p := precachedSite()
	p["/sw.js"] = func(w http.ResponseWriter, r *http.Request) {
		script(fmt.Sprintf("// version %d\n", version.Load())+worker, "Cache-Control", "no-cache")(w, r)
	}
	return p, &version
}

// inCharge opens a session with a page that the worker controls.
func inCharge(ctx context.Context, site *site, change ...func(*harness.SessionOptions)) *harness.Session {
	GinkgoHelper()
	s := open(ctx, site, change...)
	visit(ctx, s, "/")
	Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
	Expect(s.Await(ctx, harness.Idle)).To(Succeed())
	return s
}

func states(s *harness.Session) []observation.WorkerState {
	var all []observation.WorkerState
	for _, r := range s.Registrations() {
		for _, v := range r.Versions {
			all = append(all, v.State)
		}
	}
	return all
}

const waits = `addEventListener('install', e => e.waitUntil(caches.open('v').then(c => c.add('/style.css'))));
	addEventListener('activate', e => e.waitUntil(clients.claim()));
	addEventListener('fetch', () => {});`

var _ = Describe("an update of a worker", func() {
	It("is seen when the browser checks by itself", func(ctx SpecContext) {
		p, version := versioned(precache)
		s := inCharge(ctx, serve(p))
		version.Add(1)
		known, after := s.Versions(), s.LastExchange()
		visit(ctx, s, "/")
		check, err := s.AwaitUpdateCheck(ctx, after)
		Expect(err).NotTo(HaveOccurred())
		Expect(check.IsWorkerScript()).To(BeTrue())
		Expect(s.Changed(check)).To(BeTrue())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Activated))
		Expect(states(s)).To(Equal([]observation.WorkerState{observation.Redundant, observation.Activated}))
	})

	It("can be asked for", func(ctx SpecContext) {
		p, version := versioned(waits)
		s := inCharge(ctx, serve(p))
		known := s.Versions()
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Installed))
	})

	It("can be asked for in the browser's error page", func(ctx SpecContext) {
		p, version := versioned(waits)
		site := serve(p)
		s := inCharge(ctx, site)
		Expect(s.SetNetwork(ctx, harness.Reset)).To(Succeed())
		Expect(visit(ctx, s, "/about").Error).NotTo(BeEmpty())
		Expect(s.SetNetwork(ctx, harness.Online)).To(Succeed())
		known := s.Versions()
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).NotTo(BeEmpty())
	})

	It("is no new version where the script is the same", func(ctx SpecContext) {
		p, _ := versioned(precache)
		s := inCharge(ctx, serve(p))
		known, after := s.Versions(), s.LastExchange()
		Expect(s.Tab().Update(ctx)).To(Succeed())
		check, err := s.AwaitUpdateCheck(ctx, after)
		Expect(err).NotTo(HaveOccurred())
		Expect(s.Changed(check)).To(BeFalse())
		Expect(s.AwaitVersion(ctx, known, false)).To(BeEmpty())
	})

	It("is not waited for when it fails", func(ctx SpecContext) {
		p, version := versioned("if (self.registration.active) addEventListener('install', e => e.waitUntil(Promise.reject()));" + precache)
		s := inCharge(ctx, serve(p))
		version.Add(1)
		known, begin := s.Versions(), time.Now()
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Redundant))
		Expect(time.Since(begin)).To(BeNumerically("<", 5*time.Second))
	})

	It("is waited for in vain no longer than the limit, once", func(ctx SpecContext) {
		p, version := versioned("if (self.registration.active) addEventListener('install', e => e.waitUntil(new Promise(() => {})));" + precache)
		s := inCharge(ctx, serve(p))
		known := s.Versions()
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		hasty, cancel := context.WithTimeout(ctx, 700*time.Millisecond)
		defer cancel()
		Expect(s.AwaitVersion(hasty, known, true)).To(Equal(observation.Installing))
		Expect(visit(ctx, s, "/").Settled).To(BeTrue())
	})

	It("comes to an end where the script differs at every request", func(ctx SpecContext) {
		p, version := versioned(precache)
		steady := p["/sw.js"]
		p["/sw.js"] = func(w http.ResponseWriter, r *http.Request) {
			version.Add(1)
			steady(w, r)
		}
		s := inCharge(ctx, serve(p))
		for range 3 {
			known := s.Versions()
			Expect(s.Tab().Update(ctx)).To(Succeed())
			Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Activated))
		}
	})
})

var _ = Describe("a tab that stays open", func() {
	It("is seen to load itself anew", func(ctx SpecContext) {
		p, version := versioned(precache)
		p["/"] = html(`<title>Home</title>` + register + `<script>
			if (navigator.serviceWorker.controller) navigator.serviceWorker.oncontrollerchange = () => {
				console.log('a new one'); location.reload() }</script>`)
		site := serve(p)
		s := inCharge(ctx, site)
		visit(ctx, s, "/")
		known := s.Versions() // before the change: Chrome looks for one by itself after a visit
		version.Add(1)
		s.Tab().Record()
		beside, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = beside.Visit(ctx, "/about")
		Expect(err).NotTo(HaveOccurred())
		Expect(beside.Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Activated))
		Expect(s.Tab().AwaitRest(ctx)).To(BeTrue())
		seen := s.Tab().Recorded()
		Expect(seen.Navigations).To(Equal([]string{site.URL + "/"}))
		Expect(seen.Console).To(ContainElement(HaveField("Text", "a new one")))
		Expect(seen.Requests).NotTo(BeEmpty())
	})

	It("follows a link, also one that leads to no other document", func(ctx SpecContext) {
		p := precachedSite()
		p["/app"] = html(`<title>App</title><a href=/app/part onclick="event.preventDefault(); history.pushState(0, '', href); document.title = 'Part'">Part</a>`)
		site := serve(p)
		s := open(ctx, site)
		visit(ctx, s, "/")
		v, err := s.Tab().Follow(ctx, "/about")
		Expect(err).NotTo(HaveOccurred())
		Expect(v.Title).To(Equal("About"))
		Expect(v.Navigations).To(Equal([]string{site.URL + "/about"}))
		Expect(v.Status).To(Equal(200))
		visit(ctx, s, "/app")
		v, err = s.Tab().Follow(ctx, "/app/part")
		Expect(err).NotTo(HaveOccurred())
		Expect(v.Title).To(Equal("Part"))
		Expect(v.Navigations).To(BeEmpty())
		Expect(site.count("/app/part")).To(BeZero())
	})
})

var _ = Describe("a session whose tabs are closed", func() {
	It("lets the version take over that waited, and sees it", func(ctx SpecContext) {
		p, version := versioned(waits)
		s := inCharge(ctx, serve(p))
		_, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		known := s.Versions()
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Installed))
		Expect(s.CloseTabs(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Idle)).To(Succeed())
		Expect(states(s)).To(Equal([]observation.WorkerState{observation.Redundant, observation.Activated}))
	})

	It("goes on to see workers and caches", func(ctx SpecContext) {
		p, version := versioned(precache)
		s := inCharge(ctx, serve(p))
		Expect(s.CloseTabs(ctx)).To(Succeed())
		v := visit(ctx, s, "/")
		Expect(v.ServedBy).To(Equal(observation.ByCacheStorage))
		known := s.Versions()
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.AwaitVersion(ctx, known, true)).To(Equal(observation.Activated))
		Expect(s.StopWorkers(ctx)).To(Succeed())
		Expect(s.Caches(ctx)).To(HaveLen(1))
	})
})

var _ = Describe("the wait for an update", func() {
	It("is for a version that came after the deploy, where there was one", func(ctx SpecContext) {
		p, version := versioned(waits)
		s := inCharge(ctx, serve(p), func(o *harness.SessionOptions) { o.VisitLimit = 3 * time.Second })
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(Succeed(), "a second version is one")
		moment := s.Deploy(gateway.Deploy{})
		deployed, ok := s.Deployed()
		Expect(ok).To(BeTrue())
		Expect(deployed).To(Equal(moment))
		Expect(s.Await(ctx, harness.Updated)).To(MatchError(HaveSuffix("still waiting for a new version of the worker")))
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(MatchError(ContainSubstring("whose script the deploy left as it was")))
		Expect(s.Await(ctx, "update")).To(MatchError(ContainSubstring(`there is no state "update"`)))
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(Succeed())
	})

	It("ends where the new version fails", func(ctx SpecContext) {
		p := precachedSite()
		s := inCharge(ctx, serve(p))
		s.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("throw new Error('built wrongly')")}}})
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(MatchError(ContainSubstring("built wrongly")))
	})

	It("ends where the new version cannot install", func(ctx SpecContext) {
		p := precachedSite()
		s := inCharge(ctx, serve(p))
		s.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("addEventListener('install', e => e.waitUntil(Promise.reject(new Error('nothing to store'))))")}}})
		Expect(s.Tab().Update(ctx)).To(Succeed())
		var failed *harness.WorkerFailedError
		Expect(errors.As(s.Await(ctx, harness.Updated), &failed)).To(BeTrue())
		Expect(failed.Awaited).To(Equal(harness.Updated))
	})
})

var _ = Describe("what the server gives now", func() {
	It("can be compared with what a page was given", func(ctx SpecContext) {
		p := precachedSite()
		p["/"] = func(w http.ResponseWriter, r *http.Request) {
			html(`<title>Home</title>Hello `+r.Header.Get("Cookie")+register)(w, r)
		}
		site := serve(p)
		s := open(ctx, site, func(o *harness.SessionOptions) { o.Cookies = []harness.Cookie{{Name: "who", Value: "me"}} })
		v := visit(ctx, s, "/")
		now := s.Now(ctx, site.URL+"/")
		Expect(now.Status).To(Equal(200))
		Expect(now.SHA256).To(Equal(s.Log().Content(v.Exchange)))
		last := s.LastExchange()
		moment := s.Deploy(gateway.Deploy{Append: map[string][]byte{"/": []byte("<!-- B -->")}})
		Expect(moment.Last).To(Equal(last))
		Expect(s.Now(ctx, site.URL+"/").SHA256).NotTo(Equal(now.SHA256))
		Expect(s.LastExchange()).To(Equal(last))
	})

	It("tells what is asked of a URL that the browser never asked for", func(ctx SpecContext) {
		site := serve(precachedSite())
		s := open(ctx, site)
		visit(ctx, s, "/")
		probe := s.Ask(ctx, site.URL+"/none.css", site.URL+"/style.css", observation.ProbeMissingAsset)
		Expect(probe.Status).To(Equal(404))
		Expect(probe.Purpose).To(Equal(observation.ProbeMissingAsset))
	})
})
