package promises_test

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/testsite"
)

// A visitor is somebody with a browser of their own on a fixture's site. What
// they do must succeed.
type visitor struct {
	*harness.Session
	site *testsite.Site
}

// arrive serves the fixture and makes the first visit, until the worker is
// active and all that it stores at install is stored.
func arrive(ctx context.Context, fixture string) visitor {
	GinkgoHelper()
	site, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(site.Close)
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: site.URL()})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(session.Close)
	v := visitor{session, site}
	v.opens(ctx, "/")
	Expect(session.Await(ctx, harness.Activated)).To(Succeed())
	Expect(session.Await(ctx, harness.Idle)).To(Succeed())
	return v
}

// know is arrive and a second load, which the worker controls.
func know(ctx context.Context, fixture string) visitor {
	GinkgoHelper()
	v := arrive(ctx, fixture)
	Expect(v.opens(ctx, "/").Controller).NotTo(BeEmpty())
	return v
}

func (v visitor) opens(ctx context.Context, path string) observation.Visit {
	GinkgoHelper()
	visit, err := v.Visit(ctx, path)
	Expect(err).NotTo(HaveOccurred())
	return visit
}

// clicks clicks, and waits until what follows has settled.
func (v visitor) clicks(ctx context.Context, selector string) observation.Visit {
	GinkgoHelper()
	visit, err := v.Act(ctx, func(ctx context.Context) error { return v.Click(ctx, selector) })
	Expect(err).NotTo(HaveOccurred())
	return visit
}

func (v visitor) fills(ctx context.Context, selector, text string) {
	GinkgoHelper()
	Expect(v.Fill(ctx, selector, text)).To(Succeed())
}

func (v visitor) sees(ctx context.Context, selector, text string) {
	GinkgoHelper()
	Expect(v.AwaitShown(ctx, harness.Ready{Selector: selector, Text: text})).To(Succeed())
}

// network switches the wire. Offline, the workers and the browser's own cache
// are cold, as they are the next day.
func (v visitor) network(ctx context.Context, n harness.Network) {
	GinkgoHelper()
	// What the page still loads would start the worker again.
	v.finds(ctx, `window.stop(), true`)
	Expect(v.StopWorkers(ctx)).To(Succeed())
	Expect(v.ClearHTTPCache(ctx)).To(Succeed())
	Expect(v.SetNetwork(ctx, n)).To(Succeed())
}

// finds evaluates an expression in the page.
func (v visitor) finds(ctx context.Context, expression string) any {
	GinkgoHelper()
	raw, err := v.Evaluate(ctx, expression)
	Expect(err).NotTo(HaveOccurred())
	var value any
	Expect(json.Unmarshal(raw, &value)).To(Succeed())
	return value
}

// caches returns the paths that are stored, by the name of the cache.
func (v visitor) caches(ctx context.Context) map[string][]string {
	GinkgoHelper()
	stored := map[string][]string{}
	for _, c := range v.entries(ctx) {
		paths := []string{}
		for _, e := range c.Entries {
			paths = append(paths, v.pathOf(e.URL))
		}
		slices.Sort(paths)
		stored[c.Name] = paths
	}
	return stored
}

func (v visitor) entries(ctx context.Context) []observation.Cache {
	GinkgoHelper()
	all, err := v.Session.Caches(ctx)
	Expect(err).NotTo(HaveOccurred())
	return all
}

// pathOf returns path and query of a URL of the site.
func (v visitor) pathOf(rawURL string) string {
	u, err := url.Parse(rawURL)
	Expect(err).NotTo(HaveOccurred())
	return u.RequestURI()
}

// getsNewVersion deploys build B and lets the browser find its worker, which
// must not wait. A script that is the same in both builds makes no new one.
func (v visitor) getsNewVersion(ctx context.Context) {
	GinkgoHelper()
	known := v.Versions()
	v.site.Deploy()
	Expect(v.Tab().Update(ctx)).To(Succeed())
	Expect(v.AwaitVersion(ctx, known, false)).To(BeElementOf(observation.Activated, observation.WorkerState("")))
	Expect(v.Await(ctx, harness.Idle)).To(Succeed())
}

func (v visitor) logsIn(ctx context.Context) {
	GinkgoHelper()
	v.opens(ctx, "/login")
	v.fills(ctx, "#user", "member")
	v.fills(ctx, "#password", "lantern")
	v.clicks(ctx, "#go")
	v.sees(ctx, "#content", "Ada Member")
}

func replaceOnce(text, old, replacement string) string {
	GinkgoHelper()
	Expect(strings.Count(text, old)).To(Equal(1), "%s in the page", old)
	return strings.Replace(text, old, replacement, 1)
}
