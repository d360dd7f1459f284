package rebuild_test

import (
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// built serves the texts of a real build, and makes up the files that they name
// and that are not kept here.
func built(name string, madeUp ...string) files {
	GinkgoHelper()
	root := os.DirFS("testdata/" + name)
	site := files{}
	for _, path := range madeUp {
		site[path] = "the text of " + path
	}
	Expect(fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			body, readErr := fs.ReadFile(root, path)
			site["/"+path] = string(body)
			return readErr
		}
		return err
	})).To(Succeed())
	site["/"] = site["/index.html"]
	return site
}

// listed returns what a worker's list has: paths and revisions.
func listed(script, pattern string) map[string]string {
	GinkgoHelper()
	found := map[string]string{}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(script, -1) {
		found["/"+strings.TrimPrefix(m[1], "/")] = m[2]
	}
	Expect(found).NotTo(BeEmpty())
	return found
}

const (
	workboxEntry = `\{url:"([^"]+)",revision:(null|"\w+")\}`
	precacheItem = `\["([^"]+)","(\w+)"\]`
)

var _ = Describe("builds of real tools", func() {
	isPicture := regexp.MustCompile(`\.(jpg|ico|png)$`).MatchString

	DescribeTable("are rebuilt: all that the worker stores is there, under its new name or with its new revision",
		func(ctx SpecContext, name, worker, pattern string, madeUp []string, recognised []string) {
			site := built(name, madeUp...)
			a := listed(site[worker], pattern)
			for path := range a {
				if _, ok := site[path]; !ok {
					site[path] = "the text of " + path
				}
			}
			r := open(site)
			r.browse(ctx, "/")
			r.register(ctx, worker, madeUp...)
			plan := r.prepare(ctx)
			Expect(plan.Recognised).To(ConsistOf(recognised))
			Expect(plan.Limits).To(BeEmpty())

			for _, build := range []string{"B", "C"} {
				r.Deploy(plan.Deploy(build))
				_, script := r.get(ctx, worker)
				b := listed(script, pattern)
				Expect(b).To(HaveLen(len(a)))
				for path, revision := range b {
					old, same := a[path]
					Expect(same).To(Equal(revision != "null"), path)
					resp, body := r.get(ctx, path)
					Expect(resp.StatusCode).To(Equal(http.StatusOK), path)
					if isPicture(path) {
						Expect(revision).To(Equal(old), path)
						continue
					}
					Expect(revision == old).To(BeFalse(), path)
					Expect(body).To(ContainSubstring("swcheck: build "+build), path)
				}
				for path, revision := range a {
					if revision == "null" {
						resp, _ := r.get(ctx, path)
						Expect(resp.StatusCode).To(Equal(http.StatusNotFound), path)
					}
				}
			}
		},
		Entry("workbox-build", limit, "workbox", "/sw.js", workboxEntry, []string{"/workbox-86637ee2.js"},
			[]string{"bytes", "hashed-names", "precache-revisions"}),
		Entry("sw-precache", limit, "sw-precache", "/service-worker.js", precacheItem, nil, []string{"bytes", "precache-pairs"}),
	)

	DescribeTable("are rebuilt as a whole: pages ask for nothing that is not there",
		func(ctx SpecContext, name string, workbox string) {
			site := built(name, workbox)
			for path := range listed(site["/sw.js"], workboxEntry) {
				if _, ok := site[path]; !ok {
					site[path] = "the text of " + path
				}
			}
			r := open(site)
			r.browse(ctx, "/")
			r.register(ctx, "/sw.js", workbox)
			plan := r.prepare(ctx)
			Expect(plan.Recognised).To(ConsistOf("bytes", "hashed-names", "precache-revisions"))
			Expect(plan.Limits).To(BeEmpty())
			r.Deploy(plan.Deploy("B"))
			_, script := r.get(ctx, "/sw.js")
			_, page := r.get(ctx, "/")
			seen := 0
			for _, ref := range regexp.MustCompile(`/?assets/[\w./-]+\.(?:js|css)`).FindAllString(script+page, -1) {
				seen++
				Expect(site).NotTo(HaveKey("/" + strings.TrimPrefix(ref, "/")))
				resp, body := r.get(ctx, "/"+strings.TrimPrefix(ref, "/"))
				Expect(resp.StatusCode).To(Equal(http.StatusOK), ref)
				Expect(body).To(ContainSubstring("swcheck: build B"), ref)
			}
			Expect(seen).To(BeNumerically(">=", 4))
		},
		Entry("Vite", limit, "vite", "/workbox-9c191d2f.js"),
		Entry("VitePress", limit, "vitepress", "/workbox-9c191d2f.js"),
	)

	It("name assets by tables of their hashes, which are rebuilt too", limit, func(ctx SpecContext) {
		site := built("vitepress", "/workbox-9c191d2f.js")
		for path := range listed(site["/sw.js"], workboxEntry) {
			if _, ok := site[path]; !ok {
				site[path] = "the text of " + path
			}
		}
		r := open(site)
		r.browse(ctx, "/", "/hashmap.json")
		r.register(ctx, "/sw.js", "/workbox-9c191d2f.js")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		_, table := r.get(ctx, "/hashmap.json")
		_, page := r.get(ctx, "/")
		hash := match(table, `"history.md":"[\w-]{8}"`)[len(`"history.md":"`):][:8]
		Expect(hash).NotTo(Equal("DPPTAhrz"))
		Expect(page).To(ContainSubstring(`\"history.md\":\"` + hash + `\"`))
		resp, _ := r.get(ctx, "/assets/history.md."+hash+".lean.js")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
	})
})
