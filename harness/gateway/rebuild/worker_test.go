package rebuild_test

import (
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// deployed registers a worker with the script, plays build B, and returns what
// the script is then.
func deployed(ctx SpecContext, r *rig, script string) (recognised []string, body string) {
	GinkgoHelper()
	r.browse(ctx, "/")
	r.register(ctx, script)
	plan := r.prepare(ctx)
	r.Deploy(plan.Deploy("B"))
	_, body = r.get(ctx, script)
	return plan.Recognised, body
}

var _ = Describe("what a worker stores", func() {
	DescribeTable("by lists of URLs with revisions: those of texts are new, and nothing else changes",
		func(ctx SpecContext, list, recogniser string) {
			r := open(files{"/": "home", "/sw.js": list})
			recognised, body := deployed(ctx, r, "/sw.js")
			Expect(recognised).To(ContainElement(recogniser))
			body = strings.TrimSuffix(body, "\n/* swcheck: build B */\n")
			Expect(body).To(HaveLen(len(list)))
			for _, old := range []string{"a690f1686eac12b1439f69d98d696401", `"17"`} {
				Expect(body).NotTo(ContainSubstring(old))
			}
			// A picture is the same in build B, and so is its hash.
			Expect(strings.Contains(body, "beefb0b0beefb0b0beefb0b0beefb0b0")).To(Equal(strings.Contains(list, "beefb0b0")))
			changed := 0
			for i := range list {
				if body[i] != list[i] {
					changed++
				}
			}
			Expect(changed).To(BeElementOf(32, 2))
		},
		Entry("Workbox, minified", limit, `e.precacheAndRoute([{url:"post.html",revision:"a690f1686eac12b1439f69d98d696401"},{url:"img/a.jpg",revision:"beefb0b0beefb0b0beefb0b0beefb0b0"},{url:"b.js",revision:null}],{})`, "precache-revisions"),
		Entry("the other way round, quoted, on many lines", limit, "self.__precacheManifest = [\n  {\n    \"revision\": \"a690f1686eac12b1439f69d98d696401\",\n    \"url\": \"/post.html\"\n  }\n];", "precache-revisions"),
		Entry("in single quotes, with more keys", limit, `serwist([{'integrity':'','url':'/post.html','revision':'a690f1686eac12b1439f69d98d696401'}])`, "precache-revisions"),
		Entry("in template quotes", limit, "x([{ url: `/post.html`, revision: `a690f1686eac12b1439f69d98d696401` }])", "precache-revisions"),
		Entry("that are no hashes", limit, `x([{url:"/",revision:"17"}])`, "precache-revisions"),
		Entry("held by a variable", limit, `const V = "a690f1686eac12b1439f69d98d696401"; x([{url:"/",revision:V},{url:"/a.html", revision: V }])`, "precache-revisions"),
		Entry("sw-precache", limit, `var precacheConfig = [["/about.html","a690f1686eac12b1439f69d98d696401"],["/img/a.png","beefb0b0beefb0b0beefb0b0beefb0b0"]];`, "precache-pairs"),
		Entry("Flutter", limit, `const RESOURCES = {"index.html": "a690f1686eac12b1439f69d98d696401", "assets/a.ttf": "beefb0b0beefb0b0beefb0b0beefb0b0"};`, "resource-hashes"),
	)

	It("is a limit where the revision is put together while the worker runs", limit, func(ctx SpecContext) {
		script := `const V = new URL(location).searchParams.get("v"); x([{url:"/a.html",revision:V}])`
		r := open(files{"/": "home", "/sw.js": script})
		r.register(ctx, "/sw.js")
		plan := r.prepare(ctx)
		Expect(plan.Limits).To(HaveLen(1))
		Expect(plan.Limits[0].URL).To(Equal(r.url + "/a.html"))
		r.Deploy(plan.Deploy("B"))
		_, body := r.get(ctx, "/sw.js")
		Expect(body).To(Equal(script + "\n/* swcheck: build B */\n"))
	})

	It("stands in imported scripts too", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                              "home",
			"/sw.js":                         `importScripts("/precache-manifest.4f3a9c21.js", 'https://elsewhere.test/workbox.js')`,
			"/precache-manifest.4f3a9c21.js": `self.__precacheManifest=[{"revision":"a690f1686eac12b1439f69d98d696401","url":"/"}]`,
		})
		recognised, body := deployed(ctx, r, "/sw.js")
		Expect(recognised).To(ConsistOf("bytes", "hashed-names", "precache-revisions"))
		list := match(body, `/precache-manifest\.[0-9a-f]{8}\.js`)
		Expect(list).NotTo(ContainSubstring("4f3a9c21"))
		_, body = r.get(ctx, list)
		Expect(body).NotTo(ContainSubstring("a690f1686eac12b1439f69d98d696401"))
	})

	It("is told from what only looks alike", limit, func(ctx SpecContext) {
		script := `x({url:"/a"},{revision:"1"},["a","b"],{"key":"a690f1686eac12b1439f69d98d696401"})`
		r := open(files{"/": "home", "/sw.js": script, "/app.js": `[{url:"/a",revision:"a690f168"}]`})
		r.browse(ctx, "/app.js")
		recognised, body := deployed(ctx, r, "/sw.js")
		Expect(recognised).To(ConsistOf("bytes"))
		Expect(body).To(HavePrefix(script))
		_, page := r.get(ctx, "/app.js")
		Expect(page).To(HavePrefix(`[{url:"/a",revision:"a690f168"}]`), "a page's own list is none of a worker's")
	})
})

var _ = Describe("the names of caches", func() {
	DescribeTable("are those of the next version",
		func(ctx SpecContext, script string, caches []string, wanted string) {
			r := open(files{"/": "home", "/sw.js": script})
			r.cacheNames = caches
			recognised, body := deployed(ctx, r, "/sw.js")
			Expect(strings.TrimSuffix(body, "\n/* swcheck: build B */\n")).To(Equal(wanted))
			if script == wanted {
				Expect(recognised).NotTo(ContainElement("cache-names"))
			} else {
				Expect(recognised).To(ContainElement("cache-names"))
			}
		},
		Entry("the whole name", limit, `const NAME = 'airport-1.4.2';`, []string{"airport-1.4.2"}, `const NAME = 'airport-1.4.3';`),
		Entry("a version by itself", limit, `const VERSION = "v3"; caches.open("pages-" + VERSION)`, []string{"pages-v3"}, `const VERSION = "v4"; caches.open("pages-" + VERSION)`),
		Entry("a version of several caches", limit, "const v = 'v9'; const a = `pages-${v}`, b = `assets-${v}`", []string{"assets-v9", "pages-v9"}, "const v = 'v10'; const a = `pages-${v}`, b = `assets-${v}`"),
		Entry("a number", limit, "const CACHE_VERSION = 3;\nconst NAME = `pages-v${CACHE_VERSION}`", []string{"pages-v3"}, "const CACHE_VERSION = 4;\nconst NAME = `pages-v${CACHE_VERSION}`"),
		Entry("a piece with more than the version", limit, "const N = `app-v3-`; open(`${N}pages`)", []string{"app-v3-pages"}, "const N = `app-v4-`; open(`${N}pages`)"),
		Entry("a letter", limit, `const PAGES = 'pages-A', ASSETS = 'assets';`, []string{"assets", "pages-A"}, `const PAGES = 'pages-B', ASSETS = 'assets';`),
		Entry("not in comments, nor in other words", limit, "// 'pages-v3'\nfetch('/v3/data'); const c = 'pages-v3'", []string{"pages-v3"}, "// 'pages-v3'\nfetch('/v3/data'); const c = 'pages-v4'"),
		Entry("not one that the script has already", limit, `const c = 'pages-3', kept = ['pages-4']`, []string{"pages-3"}, `const c = 'pages-24', kept = ['pages-4']`),
		Entry("not one without a version", limit, `const CACHE = "pwabuilder-offline-page";`, []string{"pwabuilder-offline-page"}, `const CACHE = "pwabuilder-offline-page";`),
		Entry("not the version of a library", limit, `const e = {precache:"precache-v2"}`, []string{"workbox-precache-v2-http://localhost/"}, `const e = {precache:"precache-v2"}`),
	)

	It("are the same in a page's own script", limit, func(ctx SpecContext) {
		r := open(files{"/": `<script>caches.open('pages-v3')</script>`, "/app.js": `caches.open("pages-v3")`, "/sw.js": `open('pages-v3')`})
		r.cacheNames = []string{"pages-v3"}
		r.browse(ctx, "/app.js")
		deployed(ctx, r, "/sw.js")
		for _, path := range []string{"/", "/app.js"} {
			_, body := r.get(ctx, path)
			Expect(body).To(ContainSubstring("pages-v4"))
		}
	})

	It("are different in each build", limit, func(ctx SpecContext) {
		r := open(files{"/": "home", "/sw.js": `open('pages-v3')`})
		r.cacheNames = []string{"pages-v3"}
		r.register(ctx, "/sw.js")
		plan := r.prepare(ctx)
		for build, wanted := range map[string]string{"B": "pages-v4", "C": "pages-v5", "D": "pages-v6"} {
			r.Deploy(plan.Deploy(build))
			_, body := r.get(ctx, "/sw.js")
			Expect(body).To(ContainSubstring(wanted))
		}
	})

	It("are a limit where the version comes from elsewhere", limit, func(ctx SpecContext) {
		r := open(files{"/": "home", "/sw.js": `open('upup-cache-' + hash(settings))`})
		r.cacheNames = []string{"upup-cache--1683021847"}
		r.register(ctx, "/sw.js")
		plan := r.prepare(ctx)
		Expect(plan.Limits).To(HaveLen(1))
		Expect(plan.Limits[0].Recogniser).To(Equal("cache-names"))
		Expect(plan.Limits[0].Reason).To(ContainSubstring("upup-cache--1683021847"))
	})

	It("are no limit where the version is that of the script's URL", limit, func(ctx SpecContext) {
		r := open(files{
			"/":      `<script>navigator.serviceWorker.register('/sw.js?v=17')</script>`,
			"/sw.js": `open('pages-' + new URL(location).searchParams.get('v'))`,
		})
		r.cacheNames = []string{"pages-17"}
		r.browse(ctx, "/")
		r.register(ctx, "/sw.js?v=17")
		plan := r.prepare(ctx)
		Expect(plan.Limits).To(BeEmpty())
		Expect(plan.Recognised).To(ConsistOf("bytes", "versioned-queries"))
	})
})
