package rebuild_test

import (
	"net/http"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("hashed names", func() {
	site := files{
		"/":                        `<script src="/assets/app-4f3a9c21.js"></script><link rel=stylesheet href="assets/app.7d01be5f.css">`,
		"/assets/app-4f3a9c21.js":  `import("./lazy-90ab12cd.js")`,
		"/assets/lazy-90ab12cd.js": `export default 1`,
		"/assets/app.7d01be5f.css": `a{}`,
		"/sw.js":                   `addEventListener("install", e => e.waitUntil(caches.open("a").then(c => c.add("assets/app-4f3a9c21.js"))))`,
	}

	It("become others, under which the old bytes answer, and the old names are gone", limit, func(ctx SpecContext) {
		r := open(site)
		r.browse(ctx, "/", "/assets/app-4f3a9c21.js", "/assets/app.7d01be5f.css")
		r.register(ctx, "/sw.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(ContainElements("bytes", "hashed-names"))
		Expect(plan.Limits).To(BeEmpty())
		Expect(plan.Lazy()).To(ConsistOf(r.url + "/assets/lazy-90ab12cd.js"))

		r.Deploy(plan.Deploy("B"))
		_, page := r.get(ctx, "/")
		Expect(page).NotTo(Or(ContainSubstring("4f3a9c21"), ContainSubstring("7d01be5f")))
		Expect(page).To(HaveSuffix("\n<!-- swcheck: build B -->\n"))
		script := match(page, `/assets/app-[0-9a-f]{8}\.js`)
		resp, body := r.get(ctx, script)
		Expect(resp.StatusCode).To(Equal(200))
		Expect(body).To(HavePrefix(`import("./lazy-`))
		Expect(body).To(HaveSuffix("\n/* swcheck: build B */\n"))
		_, body = r.get(ctx, "/assets/"+match(body, `lazy-[0-9a-f]{8}\.js`))
		Expect(body).To(HavePrefix("export default 1\n"))
		_, worker := r.get(ctx, "/sw.js")
		Expect(worker).To(ContainSubstring(script[1:]))

		for _, old := range []string{"/assets/app-4f3a9c21.js", "/assets/lazy-90ab12cd.js", "/assets/app.7d01be5f.css"} {
			resp, _ := r.get(ctx, old)
			Expect(resp.StatusCode).To(Equal(http.StatusNotFound), old)
		}
		last := r.Exchanges()[len(r.Exchanges())-1]
		Expect(last.Build).To(Equal("B"))
		Expect(last.Outcome).To(Equal(observation.Played))
	})
})
