package rebuild_test

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"regexp"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

func sha256Of(body string) string {
	sum := sha256.Sum256([]byte(body))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func sha384Of(body string) string {
	sum := sha512.Sum384([]byte(body))
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

var _ = Describe("what is named by the hash of its bytes", func() {
	It("is named by that of the new ones: in markup, in lists, in files that name files", limit, func(ctx SpecContext) {
		lazy := "lazy()"
		app := `load("/lazy-90ab12cd.js", "` + sha384Of(lazy) + `")`
		r := open(files{
			"/":                 `<script src="/app-4f3a9c21.js" integrity="` + sha384Of(app) + `"></script>`,
			"/app-4f3a9c21.js":  app,
			"/lazy-90ab12cd.js": lazy,
			"/sw.js":            `x([{url:"/app-4f3a9c21.js",revision:null,integrity:"` + sha384Of(app) + `"}])`,
		})
		r.browse(ctx, "/", "/app-4f3a9c21.js")
		r.register(ctx, "/sw.js")
		plan := r.prepare(ctx)
		Expect(plan.Limits).To(BeEmpty())
		Expect(plan.Recognised).To(ContainElements("digests", "hashed-names"))
		r.Deploy(plan.Deploy("B"))

		_, page := r.get(ctx, "/")
		_, script := r.get(ctx, match(page, `/app-[0-9a-f]{8}\.js`))
		Expect(script).NotTo(Equal(app))
		Expect(page).To(ContainSubstring(`integrity="` + sha384Of(script) + `"`))
		_, lazyNow := r.get(ctx, match(script, `/lazy-[0-9a-f]{8}\.js`))
		Expect(script).To(ContainSubstring(sha384Of(lazyNow)))
		_, worker := r.get(ctx, "/sw.js")
		Expect(worker).To(ContainSubstring(sha384Of(script)))

		r.Deploy(plan.Content("C"))
		_, page = r.get(ctx, "/")
		_, script = r.get(ctx, "/app-4f3a9c21.js")
		Expect(page).To(ContainSubstring(sha384Of(script)))
	})

	It("is written as it was, with what is escaped", limit, func(ctx SpecContext) {
		// A hash with slashes and plus signs, whatever the text.
		text, sum := "", ""
		for n := 0; !regexp.MustCompile(`\+.*/`).MatchString(sum); n++ {
			text += " "
			sum = sha256Of(text)
		}
		escape := func(s string) string { return regexp.MustCompile(`/`).ReplaceAllString(s, `\/`) }
		r := open(files{
			"/":       `<script>load({"app.js": "` + escape(sum) + `"})</script><script src=app.js integrity="` + sum + `"></script>`,
			"/app.js": text,
		})
		r.browse(ctx, "/", "/app.js")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		_, page := r.get(ctx, "/")
		_, script := r.get(ctx, "/app.js")
		Expect(script).To(Equal(text + markCode))
		Expect(page).To(ContainSubstring(`"` + escape(sha256Of(script)) + `"`))
		Expect(page).To(ContainSubstring(`"` + sha256Of(script) + `"`))
	})

	It("is a script inside a page that its policy names", limit, func(ctx SpecContext) {
		inline := `import("/app-4f3a9c21.js")`
		r := open(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Security-Policy", "script-src 'self' '"+sha256Of(inline)+"'")
			files{
				"/": `<meta http-equiv=Content-Security-Policy content="script-src '` + sha256Of(inline) + `'"><script>` + inline + `</script>`, "/app-4f3a9c21.js": "1",
			}.ServeHTTP(w, req)
		}))
		r.browse(ctx, "/", "/app-4f3a9c21.js")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		resp, page := r.get(ctx, "/")
		now := match(page, `import\("/app-[0-9a-f]{8}\.js"\)`)
		Expect(now).NotTo(Equal(inline))
		Expect(resp.Header.Get("Content-Security-Policy")).To(Equal("script-src 'self' '" + sha256Of(now) + "'"))
		Expect(page).To(ContainSubstring(`content="script-src '` + sha256Of(now) + `'"`))
	})

	It("stays as it is, and is a limit, where the hash is that of other bytes", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                 `<link rel=stylesheet href="/app-4f3a9c21.css" integrity="` + sha384Of("other bytes") + `"><script src="/b-7d01be5f.js"></script>`,
			"/app-4f3a9c21.css": "a{}", "/b-7d01be5f.js": "2",
		})
		r.browse(ctx, "/", "/app-4f3a9c21.css", "/b-7d01be5f.js")
		plan := r.prepare(ctx)
		Expect(plan.Limits).To(HaveLen(1))
		Expect(plan.Limits[0].URL).To(Equal(r.url + "/app-4f3a9c21.css"))
		r.Deploy(plan.Deploy("B"))
		_, page := r.get(ctx, "/")
		Expect(page).To(ContainSubstring("/app-4f3a9c21.css"))
		Expect(page).NotTo(ContainSubstring("/b-7d01be5f.js"))
		_, style := r.get(ctx, "/app-4f3a9c21.css")
		Expect(style).To(Equal("a{}"))
	})
})
