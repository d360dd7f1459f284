package scenarios_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing/fstest"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/testsite"
)

// byOwnCommand is the deploy of a team that deploys the test site.
func byOwnCommand(site *testsite.Site) experiments.Deploy {
	return experiments.Deploy{
		Command: func(context.Context) error { site.Deploy(); return nil },
		Undo:    func(context.Context) error { site.Rollback(); return nil },
	}
}

func deploying(url string, d experiments.Deploy, profile string) experiments.Setup {
	target := scenarios.Target{URL: url, Deploy: d}
	return experiments.Setup{Browser: browser, Target: target, Profile: profile, MaxPages: 10, Probes: experiments.NewProbes(target)}
}

// hasty bounds what never ends more tightly.
func hasty(s experiments.Setup) experiments.Setup {
	s.Target.VisitLimit = 3 * time.Second
	return s
}

// deploy makes the deploy experiment alone.
func deploy(ctx SpecContext, url string, d experiments.Deploy, profile string) *observation.Deploy {
	GinkgoHelper()
	seen, err := experiments.Deploying(ctx, deploying(url, d, profile))
	Expect(err).NotTo(HaveOccurred())
	return seen
}

// contentOf returns what the server gives for the URL in the round's build.
func contentOf(r observation.DeployRound, url string) string {
	for _, now := range r.Now {
		if now.URL == url {
			return now.SHA256
		}
	}
	return ""
}

// documentIsNew reports whether a load showed the document of the new build.
func documentIsNew(d *observation.Deploy, r observation.DeployRound, l observation.DeployLoad) bool {
	return l.Visit.Exchange > r.Last || d.SessionLog.Content(l.Visit.Exchange) == contentOf(r, l.Visit.URL)
}

var _ = Describe("The deploy experiment", func() {
	It("pictures the start page and the linked one once each, where pictures are taken", func(ctx SpecContext) {
		setup := deploying(serve("precache").URL(), experiments.Deploy{}, "standard")
		setup.Pictures = experiments.NewPictures(8)
		seen, err := experiments.Deploying(ctx, setup)
		Expect(err).NotTo(HaveOccurred())
		pictured := map[string]int{}
		count := func(v observation.Visit) {
			if v.Picture != nil {
				pictured[v.URL]++
			}
		}
		for _, load := range slices.Concat(seen.Rounds[0].Loads, seen.Rounds[0].Reopened) {
			count(load.Visit)
		}
		if open := seen.Rounds[0].Open; open != nil && open.Link != nil {
			count(*open.Link)
		}
		Expect(pictured).To(Equal(map[string]int{seen.Before[0].URL: 1, seen.Before[1].URL: 1}))
	})

	It("sees a precached site get new one load after its deploy", func(ctx SpecContext) {
		site := serve("precache")
		seen := deploy(ctx, site.URL(), byOwnCommand(site), "standard")
		Expect(site.Build()).To(Equal("A"), "the deploy is taken back")
		Expect(seen.Way).To(Equal(observation.DeployOwn))
		Expect(seen.Before).To(HaveLen(2))
		Expect(seen.Before[0].Controller).NotTo(BeEmpty())
		Expect(seen.Rounds).To(HaveLen(1))
		round := seen.Rounds[0]
		Expect(round.Loads).To(HaveLen(2))
		Expect(round.Loads[0].Update).To(Equal(observation.RequestedByUpdate))
		Expect(documentIsNew(seen, round, round.Loads[0])).To(BeFalse())
		Expect(documentIsNew(seen, round, round.Loads[1])).To(BeTrue())
		Expect(round.Loads[1].Stopped).To(BeTrue())
		Expect(round.Loads[1].Active).NotTo(Equal(seen.Registrations[0].Versions[0].ID))
		Expect(round.Waiting).To(BeFalse())
		Expect(round.Open.Navigations).To(BeEmpty())
		Expect(round.Open.Link.Final).To(Equal(seen.Before[1].Final))
		Expect(round.Reopened).NotTo(BeEmpty())
		for _, load := range round.Reopened {
			Expect(documentIsNew(seen, round, load)).To(BeTrue(), load.Visit.URL)
		}
		Expect(round.Missing.Status).To(Equal(404))
		Expect(seen.Caches).To(ConsistOf(HaveField("Name", "precache-A")))
		Expect(round.Caches).To(ConsistOf(HaveField("Name", "precache-B")))
		Expect(seen.Exchanges).To(HaveEach(HaveField("Body", BeEmpty())))
	})

	It("deploys once more where the former version's cache is left", func(ctx SpecContext) {
		seen := deploy(ctx, serve("caches-never-deleted").URL(), experiments.Deploy{}, "standard")
		Expect(seen.Rounds).To(HaveLen(2))
		second := seen.Rounds[1]
		Expect(second.Build).To(Equal("C"))
		Expect(second.Open).To(BeNil())
		Expect(second.Loads).To(HaveLen(1))
		Expect(second.Reopened).To(ConsistOf(HaveField("Active", Not(Equal(seen.Rounds[0].Reopened[0].Active)))))
		Expect(len(second.Caches)).To(BeNumerically(">", len(seen.Rounds[0].Caches)))

		Expect(deploy(ctx, serve("precache").URL(), experiments.Deploy{}, "standard").Rounds).To(HaveLen(1))
	})

	It("does not take a page that the worker made anew for the new build", func(ctx SpecContext) {
		site := serve("precache")
		worker := `const build = '%s';
			addEventListener('install', () => skipWaiting());
			addEventListener('activate', e => e.waitUntil(clients.claim()));
			addEventListener('fetch', e => e.request.mode === 'navigate' && e.respondWith(page(e.request)));
			async function page(request) {
				const cache = await caches.open('pages');
				const stored = await cache.match(request);
				if (stored) return stored;
				const answer = await fetch(request);
				await cache.put(request, new Response(await answer.clone().text(), { headers: { 'Content-Type': 'text/html' } }));
				return answer;
			}`
		build := func(name string) {
			site.Replace("/sw.js", "text/javascript", fmt.Appendf(nil, worker, name))
			site.Replace("/", "text/html", fmt.Appendf(nil, `<!doctype html><title>Home</title><p>Build %s<script>navigator.serviceWorker.register('/sw.js')</script>`, name))
		}
		build("A")
		seen := deploy(ctx, site.URL(), experiments.Deploy{Command: func(context.Context) error { build("B"); return nil }}, "standard")
		round := seen.Rounds[0]
		Expect(round.Loads).To(HaveLen(3), "it goes on until it is seen to be fresh")
		Expect(round.Reopened).To(HaveLen(2))
		for _, load := range round.Loads {
			Expect(load.Visit.Exchange).To(BeZero())
			Expect(load.Visit.Text).To(Equal("Build A"))
		}
	})

	It("asks in the open tab for what is gone with its build", func(ctx SpecContext) {
		site := serve("precache")
		site.Replace("/sw.js", "text/javascript", []byte(`addEventListener('install', e => e.waitUntil(
			caches.open('v').then(c => c.addAll(['/', '/old/chunk.js'])).then(() => skipWaiting())));
			addEventListener('activate', e => e.waitUntil(clients.claim()));
			addEventListener('fetch', e => e.respondWith(caches.match(e.request).then(r => r ?? fetch(e.request))));`))
		site.Replace("/old/chunk.js", "text/javascript", []byte("1"))
		site.Replace("/", "text/html", []byte(`<!doctype html><title>Home</title><script>
			navigator.serviceWorker.register('/sw.js');
			onclick = () => import('/old/chunk.js');</script>`))
		seen := deploy(ctx, site.URL(), experiments.Deploy{
			Command: func(context.Context) error {
				site.Misbehave("/old/chunk.js", testsite.Status(404))
				site.Replace("/sw.js", "text/javascript", []byte(`addEventListener('install', () => skipWaiting());
					addEventListener('activate', e => e.waitUntil(caches.delete('v').then(() => clients.claim())));
					addEventListener('fetch', () => {});`))
				return nil
			},
		}, "standard")
		Expect(seen.Rounds[0].Open.Lazy).To(ContainElement(And(
			HaveField("URL", HaveSuffix("/old/chunk.js")), HaveField("Status", 404), HaveField("Destination", "script"))))
	})

	It("sees a version that waits, and that it takes over when all tabs are closed", func(ctx SpecContext) {
		site := serve("precache")
		patient := func(build string) []byte {
			return fmt.Appendf(nil, `addEventListener('install', e => e.waitUntil(caches.open('%s').then(c => c.addAll(['/']))));
				addEventListener('activate', e => e.waitUntil(clients.claim()));
				addEventListener('fetch', e => e.respondWith(caches.match(e.request).then(r => r ?? fetch(e.request))));`, build)
		}
		site.Replace("/sw.js", "text/javascript", patient("A"))
		seen := deploy(ctx, site.URL(), experiments.Deploy{
			Command: func(context.Context) error {
				site.Deploy()
				site.Replace("/sw.js", "text/javascript", patient("B"))
				return nil
			},
		}, "standard")
		round := seen.Rounds[0]
		Expect(round.Waiting).To(BeTrue())
		Expect(round.Loads).To(HaveLen(3))
		former := seen.Registrations[0].Versions[0].ID
		Expect(round.Loads).To(HaveEach(HaveField("Active", former)))
		Expect(round.Reopened).To(HaveEach(HaveField("Active", Not(Equal(former)))))
	})

	It("sees that the open tab loads itself anew", func(ctx SpecContext) {
		site := serve("precache")
		page := `<!doctype html><title>Home</title><p>Build %s<script>
			navigator.serviceWorker.register('/sw.js');
			if (navigator.serviceWorker.controller) navigator.serviceWorker.oncontrollerchange = () => location.reload();</script>`
		site.Replace("/", "text/html", fmt.Appendf(nil, page, "A"))
		seen := deploy(ctx, site.URL(), experiments.Deploy{
			Command: func(context.Context) error {
				site.Deploy()
				site.Replace("/", "text/html", fmt.Appendf(nil, page, "B"))
				return nil
			},
		}, "standard")
		Expect(seen.Rounds[0].Open.Navigations).To(Equal([]string{site.URL()}))
	})

	It("tells the way and nothing else where no worker is in charge", func(ctx SpecContext) {
		site := serve("no-worker")
		seen := deploy(ctx, site.URL(), byOwnCommand(site), "standard")
		Expect(seen).To(Equal(&observation.Deploy{Way: observation.DeployOwn}))
		Expect(site.Count("/")).To(Equal(1))
	})

	It("takes a deploy back that fails half way, and tells of it", func(ctx SpecContext) {
		site := serve("precache")
		d := byOwnCommand(site)
		d.Command = func(context.Context) error { site.Deploy(); return errors.New("disk full") }
		_, err := experiments.Deploying(ctx, deploying(site.URL(), d, "standard"))
		var failed *experiments.DeployError
		Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
		Expect(failed.Error()).To(ContainSubstring("disk full"))
		Expect(site.Build()).To(Equal("A"))
	})

	It("takes a deploy back when it is interrupted", func(ctx SpecContext) {
		site := serve("precache")
		interrupted, interrupt := context.WithCancel(ctx)
		d := byOwnCommand(site)
		d.Undo = func(ctx context.Context) error {
			Expect(ctx.Err()).NotTo(HaveOccurred())
			site.Rollback()
			return nil
		}
		setup := deploying(site.URL(), d, "standard")
		setup.Progress = func(d experiments.Doing) {
			if d.Step == "loads the new build" {
				Expect(site.Build()).To(Equal("B"))
				interrupt()
			}
		}
		seen, err := experiments.Deploying(interrupted, setup)
		Expect(err).To(MatchError(context.Canceled))
		Expect(seen.Rounds).To(HaveLen(1))
		Expect(seen.Exchanges).NotTo(BeEmpty())
		Expect(site.Build()).To(Equal("A"))
	})

	It("tells that the way back failed", func(ctx SpecContext) {
		site := serve("precache")
		d := byOwnCommand(site)
		d.Command = func(context.Context) error { return errors.New("no") }
		d.Undo = func(context.Context) error { return errors.New("no way back") }
		_, err := experiments.Deploying(ctx, deploying(site.URL(), d, "standard"))
		Expect(err).To(MatchError(ContainSubstring("no way back")))
	})
})

var _ = Describe("An audit that deploys the target itself", func() {
	It("lets those go first who only look at it", func(ctx SpecContext) {
		site := serve("no-op")
		target := impatient(site.URL())
		target.Deploy = byOwnCommand(site)
		var deployed atomic.Bool
		target.Deploy.Command = func(context.Context) error { site.Deploy(); deployed.Store(true); return nil }
		var late []string
		_, err := scenarios.Gather(ctx, browser, target, scenarios.Options{MaxPages: 2, Progress: func(e scenarios.Event) {
			if deployed.Load() && !e.Over && e.Experiment != "deploy" {
				late = append(late, e.Experiment+" "+e.Step)
			}
		}})
		Expect(err).NotTo(HaveOccurred())
		Expect(deployed.Load()).To(BeTrue())
		Expect(late).To(BeEmpty())
	})
})

var _ = Describe("A deploy of which build B is served elsewhere, or lies in a folder", func() {
	It("is seen at the same origin", func(ctx SpecContext) {
		site, next := serve("hashed-assets"), serve("hashed-assets")
		next.Deploy()
		upstream, err := url.Parse(next.URL())
		Expect(err).NotTo(HaveOccurred())
		seen := deploy(ctx, site.URL(), experiments.Deploy{Upstream: upstream}, "standard")
		Expect(seen.Way).To(Equal(observation.DeployOwn))
		round := seen.Rounds[0]
		Expect(documentIsNew(seen, round, round.Loads[0])).To(BeTrue())
		Expect(round.Loads[0].Visit.Text).To(ContainSubstring("edition B"))
		Expect(round.Caches).To(ContainElement(HaveField("Name", "pages-B")))
	})

	It("changes what the folder has", func(ctx SpecContext) {
		site := serve("cumulative")
		var folder fs.FS = fstest.MapFS{"schedule.html": {Data: []byte("<!doctype html><title>New</title><p>All talks are moved.")}}
		seen := deploy(ctx, site.URL(), experiments.Deploy{Folder: folder}, "standard")
		Expect(seen.Way).To(Equal(observation.DeployFolder))
		Expect(seen.Rounds[0].Open.Link.Text).To(ContainSubstring("All talks are moved."))
		Expect(seen.Rounds[0].Loads).To(HaveLen(1))
	})
})

// restless is a site whose worker script differs at every request, and whose
// pages load themselves anew when a new version takes over. check makes a page
// look for one as soon as it is loaded.
func restless(check bool) *httptest.Server {
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/sw.js" {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, `// %d
				addEventListener('install', () => skipWaiting());
				addEventListener('activate', e => e.waitUntil(clients.claim()));
				addEventListener('fetch', e => { if (e.request.mode === 'navigate') e.respondWith(fetch(e.request)) });`, n.Add(1))
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>Restless</title><a href=/next>Next</a><script>
			navigator.serviceWorker.register('/sw.js');
			if (navigator.serviceWorker.controller) {
				navigator.serviceWorker.oncontrollerchange = () => location.reload();
				if (%t) navigator.serviceWorker.ready.then(r => r.update());
			}</script>`, check)
	}))
	DeferCleanup(server.Close)
	return server
}

var _ = Describe("A deploy experiment that could go on for ever", func() {
	// All that bounds a visit or a wait is well below this limit.
	const bounded = 60 * time.Second

	It("ends where the page loads itself anew for ever", func(ctx SpecContext) {
		setup := deploying(restless(true).URL+"/", experiments.Deploy{}, "standard")
		begin := time.Now()
		seen, err := experiments.Deploying(ctx, setup)
		Expect(err).NotTo(HaveOccurred())
		Expect(time.Since(begin)).To(BeNumerically("<", bounded))
		Expect(seen.Rounds).To(HaveLen(1))
		Expect(seen.Rounds[0].Loads).To(HaveLen(1))
		Expect(len(seen.Rounds[0].Loads[0].Visit.Navigations)).To(BeNumerically(">", 2))
		Expect(seen.Rounds[0].Reopened).To(BeEmpty(), "nobody need see the loop again")
	})

	It("ends where the script differs at every request", func(ctx SpecContext) {
		begin := time.Now()
		seen, err := experiments.Deploying(ctx, hasty(deploying(restless(false).URL+"/", experiments.Deploy{}, "standard")))
		Expect(err).NotTo(HaveOccurred())
		Expect(time.Since(begin)).To(BeNumerically("<", bounded))
		Expect(seen.Rounds[0].Reopened).NotTo(BeEmpty())
	})

	It("ends where the new version never finishes installing", func(ctx SpecContext) {
		site := serve("precache")
		begin := time.Now()
		seen, err := experiments.Deploying(ctx, hasty(deploying(site.URL(), experiments.Deploy{
			Command: func(context.Context) error {
				site.Replace("/sw.js", "text/javascript", []byte("addEventListener('install', e => e.waitUntil(new Promise(() => {})))"))
				return nil
			},
		}, "standard")))
		Expect(err).NotTo(HaveOccurred())
		Expect(time.Since(begin)).To(BeNumerically("<", bounded))
		Expect(seen.Rounds[0].Waiting).To(BeFalse())
		Expect(seen.Rounds[0].Reopened).NotTo(BeEmpty())
	})

	It("goes on at once where the new version fails", func(ctx SpecContext) {
		site := serve("precache")
		seen := deploy(ctx, site.URL(), experiments.Deploy{
			Command: func(context.Context) error {
				site.Replace("/sw.js", "text/javascript", []byte("addEventListener('install', e => e.waitUntil(caches.open('x').then(c => c.add('/nowhere'))))"))
				return nil
			},
		}, "standard")
		Expect(seen.Registrations[0].Versions).To(ContainElement(HaveField("State", observation.Redundant)))
		Expect(seen.Rounds[0].Loads).To(HaveEach(HaveField("Active", seen.Registrations[0].Versions[0].ID)))
	})
})

var _ = Describe("Deploys of the full profile", func() {
	It("are three, and one without a new script beside them", func(ctx SpecContext) {
		seen := deploy(ctx, serve("precache").URL(), experiments.Deploy{}, "full")
		Expect(seen.Way).To(Equal(observation.DeployPlayed))
		var builds []string
		for _, r := range seen.Rounds {
			builds = append(builds, r.Build)
			Expect(documentIsNew(seen, r, r.Reopened[len(r.Reopened)-1])).To(BeTrue(), r.Build)
		}
		Expect(builds).To(Equal([]string{"B", "C", "D"}))
		content := seen.Content
		Expect(content.Registrations[0].Versions).To(HaveLen(1), "the script is the same")
		for _, load := range append(content.Round.Loads, content.Round.Reopened...) {
			Expect(load.Visit.Exchange).To(BeNumerically("<=", content.Round.Last), "%s is stored for ever", load.Visit.URL)
			Expect(contentOf(content.Round, load.Visit.URL)).NotTo(Equal(content.SessionLog.Content(load.Visit.Exchange)))
		}
	})
})

// A part is what one load after a deploy showed under one path, without what
// tells the version in it.
type part struct {
	load    int
	path    string
	build   string
	altered bool // the builds differ in it
}

func partsOf(d *observation.Deploy) []part {
	GinkgoHelper()
	Expect(d.Rounds).NotTo(BeEmpty())
	round := d.Rounds[0]
	var all []part
	for i, load := range slices.Concat(round.Loads, round.Reopened) {
		for _, q := range load.Visit.Requests {
			if q.Exchange == 0 {
				continue
			}
			u, err := url.Parse(q.URL)
			Expect(err).NotTo(HaveOccurred())
			p := part{load: i + 1, path: unhashed(u.Path), build: "B", altered: true}
			if q.Exchange <= round.Last {
				p.build = "A"
				p.altered = d.SessionLog.Content(q.Exchange) != contentOf(round, q.URL)
			}
			all = append(all, p)
		}
	}
	return all
}

// common drops the parts that one of the builds did not alter: the team's own
// leaves alone what is not edited, a played one what it cannot be sure of.
func common(own, played []part) (_, _ []part) {
	same := map[string]bool{}
	for _, p := range slices.Concat(own, played) {
		same[p.path] = same[p.path] || !p.altered
	}
	drop := func(p part) bool { return same[p.path] }
	return slices.DeleteFunc(own, drop), slices.DeleteFunc(played, drop)
}

// unhashed returns the path without the token that its last name carries.
func unhashed(path string) string {
	name, extension, found := strings.Cut(path, ".")
	if at := strings.LastIndex(name, "-"); found && at > 0 && strings.HasPrefix(path, "/assets/") {
		return name[:at] + "." + extension
	}
	return path
}

var _ = DescribeTable("A played deploy shows what the team's own shows",
	func(ctx SpecContext, fixture string) {
		site := serve(fixture)
		own, played := common(
			partsOf(deploy(ctx, site.URL(), byOwnCommand(site), "standard")),
			partsOf(deploy(ctx, site.URL(), experiments.Deploy{}, "standard")))
		Expect(own).NotTo(BeEmpty())
		Expect(played).To(ConsistOf(own))
	},
	Entry("for hashed assets", "hashed-assets"),
	Entry("for a precached site", "precache"),
	Entry("for an app shell", "app-shell"),
)

var _ = Describe("The removal experiment", func() {
	It("sees a site get clean whose worker is replaced, and not when the script is gone", func(ctx SpecContext) {
		site := serve("precache")
		seen, err := experiments.Removing(ctx, deploying(site.URL(), experiments.Deploy{}, "full"))
		Expect(err).NotTo(HaveOccurred())
		last := func(run *observation.RemovalRun) observation.DeployLoad { return run.Loads[len(run.Loads)-1] }
		Expect(seen.Replaced.Before[0].Controller).NotTo(BeEmpty())
		Expect(seen.Replaced.Loads[0].Update).To(Equal(observation.BrowsersOwnCheck))
		Expect(seen.Replaced.Loads[0].Visit.Controller).NotTo(BeEmpty())
		Expect(last(seen.Replaced).Visit.Controller).To(BeEmpty())
		Expect(last(seen.Replaced).Visit.ServedBy).To(Equal(observation.ByNetwork))
		Expect(last(seen.Replaced).Active).To(BeEmpty())
		Expect(seen.Gone.Exchanges).To(ContainElement(And(HaveField("Status", 404), HaveField("URL", site.URL()+"sw.js"))))
		Expect(seen.Gone.Loads).To(HaveLen(3))
		Expect(last(seen.Gone).Visit.Controller).NotTo(BeEmpty())
	})

	It("has nothing to do where there is no worker", func(ctx SpecContext) {
		seen, err := experiments.Removing(ctx, deploying(serve("no-worker").URL(), experiments.Deploy{}, "full"))
		Expect(err).NotTo(HaveOccurred())
		Expect(seen).To(Equal(&observation.Removal{}))
	})
})
