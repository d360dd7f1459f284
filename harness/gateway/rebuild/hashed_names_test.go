package rebuild_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"

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

	It("stand in headers, in escaped text and in absolute references", limit, func(ctx SpecContext) {
		var r *rig
		r = open(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			switch req.URL.Path {
			case "/moved.js":
				http.Redirect(w, req, "/assets/app-4f3a9c21.js", http.StatusFound)
			case "/":
				w.Header().Set("Link", "</assets/app-4f3a9c21.js>; rel=preload; as=script")
				files{"/": `{"a":"` + r.url + `/assets/app-4f3a9c21.js","b":"\/assets\/app-4f3a9c21.js","c":"%2Fassets%2F4f3a9c21.css"}`}.ServeHTTP(w, req)
			default:
				files{"/assets/app-4f3a9c21.js": "1", "/assets/4f3a9c21.css": "a{}"}.ServeHTTP(w, req)
			}
		}))
		r.browse(ctx, "/", "/moved.js", "/assets/app-4f3a9c21.js", "/assets/4f3a9c21.css")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		resp, page := r.get(ctx, "/")
		Expect(page).NotTo(ContainSubstring("4f3a9c21"))
		Expect(page).To(MatchRegexp(`^\{"a":"http://[^"]+/assets/app-([0-9a-f]{8})\.js","b":"\\/assets\\/app-[0-9a-f]{8}\.js","c":"%2Fassets%2F[0-9a-f]{8}\.css"\}`))
		Expect(resp.Header.Get("Link")).NotTo(ContainSubstring("4f3a9c21"))
		resp, _ = r.get(ctx, "/moved.js")
		Expect(resp.StatusCode).To(Equal(http.StatusFound))
		resp, _ = r.get(ctx, resp.Header.Get("Location"))
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
	})

	It("leave alone what only looks like one", limit, func(ctx SpecContext) {
		page := `<script src="/jquery-ui-datepicker.js"></script><script src="/jquery-3.7.1.min.js"></script>
			<img src="/uploads/4f3a9c21d2.jpg"><a href="/talks/550e8400-e29b-41d4-a716-446655440000">, 4f3a9c21`
		record := `{"id":"90ab12cd-e29b-41d4-a716-446655440000","image":"4f3a9c21d2","at":"2024-01-15T10:00:00"}`
		r := open(files{
			"/": page, "/jquery-ui-datepicker.js": "1", "/jquery-3.7.1.min.js": "2", "/uploads/4f3a9c21d2.jpg": "3",
			"/api/talks/5e6f7a8b.json": record, "/app.js": "import('/lazy-90ab12cd.js')", "/lazy-90ab12cd.js": "4",
		})
		r.browse(ctx, "/", "/jquery-ui-datepicker.js", "/jquery-3.7.1.min.js", "/uploads/4f3a9c21d2.jpg", "/api/talks/5e6f7a8b.json", "/app.js")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		for path, wanted := range map[string]string{
			"/": page + markHTML, "/jquery-ui-datepicker.js": "1" + markCode,
			"/jquery-3.7.1.min.js": "2", "/uploads/4f3a9c21d2.jpg": "3",
		} {
			_, body := r.get(ctx, path)
			Expect(body).To(Equal(wanted), path)
		}
		_, body := r.get(ctx, "/api/talks/5e6f7a8b.json")
		Expect(body).To(HavePrefix(record))
		_, body = r.get(ctx, "/app.js")
		Expect(body).NotTo(ContainSubstring("90ab12cd"))
	})

	It("have few letters or digits by chance, where others of the same folder have both", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                    `<script src="/a/app-12345678.js"></script><script src="/a/lib-4f3a9c21.js"></script><link rel=stylesheet href="/a/c-a4950307.css"><p>12345678`,
			"/a/app-12345678.js":   "1",
			"/a/lib-4f3a9c21.js":   "2",
			"/other/b-12345678.js": "3",
			"/a/c-a4950307.css":    "c{}",
		})
		r.browse(ctx, "/", "/a/app-12345678.js", "/a/lib-4f3a9c21.js", "/a/c-a4950307.css", "/other/b-12345678.js")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		_, page := r.get(ctx, "/")
		name := match(page, `/a/app-\d{8}\.js`)
		Expect(name).NotTo(ContainSubstring("12345678"))
		Expect(page).To(ContainSubstring("<p>12345678"), "a number is no name")
		for _, path := range []string{name, "/a/app-12345678.js"} {
			_, body := r.get(ctx, path)
			Expect(body).To(Equal("1"), "somebody may put the old name together")
		}
		_, body := r.get(ctx, "/other/b-12345678.js")
		Expect(body).To(Equal("3"))
		_, body = r.get(ctx, match(page, `/a/c-[a-f]\d{7}\.css`))
		Expect(body).To(Equal("c{}" + markCode))
	})

	It("are put together by webpack's runtime", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                                      `<script src="/static/js/main.4f3a9c21.js"></script>`,
			"/static/js/main.4f3a9c21.js":            `r.u=e=>"static/js/"+({179:"about"}[e]||e)+"."+{179:"90ab12cd",27:"7d01be5f"}[e]+".chunk.js"`,
			"/static/js/about.90ab12cd.chunk.js":     "about",
			"/static/js/27.7d01be5f.chunk.js":        "other",
			"/static/js/about.90ab12cd.chunk.js.map": "{}",
		})
		r.browse(ctx, "/", "/static/js/main.4f3a9c21.js")
		plan := r.prepare(ctx)
		Expect(plan.Lazy()).To(ConsistOf(r.url+"/static/js/about.90ab12cd.chunk.js", r.url+"/static/js/27.7d01be5f.chunk.js"))
		r.Deploy(plan.Deploy("B"))
		_, page := r.get(ctx, "/")
		_, runtime := r.get(ctx, match(page, `/static/js/main\.\w+\.js`))
		token := regexp.MustCompile(`179:"([0-9a-f]{8})"`).FindStringSubmatch(runtime)[1]
		resp, body := r.get(ctx, "/static/js/about."+token+".chunk.js")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
		Expect(body).To(Equal("about" + markCode))
		resp, body = r.get(ctx, "/static/js/about."+token+".chunk.js.map")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
		Expect(body).To(Equal("{}"))
	})

	It("are those of folders, with all that lies in them", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                       `<script src="/static/4f3a9c21/app.js"></script><img src="/static/4f3a9c21/a.png">`,
			"/static/4f3a9c21/app.js": "1", "/static/4f3a9c21/a.png": "picture",
		})
		r.browse(ctx, "/", "/static/4f3a9c21/app.js", "/static/4f3a9c21/a.png")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		_, page := r.get(ctx, "/")
		picture := match(page, `/static/[0-9a-f]{8}/a\.png`)
		Expect(picture).NotTo(ContainSubstring("4f3a9c21"))
		_, body := r.get(ctx, picture)
		Expect(body).To(Equal("picture"))
		resp, _ := r.get(ctx, "/static/4f3a9c21/a.png")
		Expect(resp.StatusCode).To(Equal(http.StatusNotFound))
	})

	It("are answered as the server answers for what is missing", limit, func(ctx SpecContext) {
		r := open(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/app-4f3a9c21.js" {
				files{"/app-4f3a9c21.js": "1"}.ServeHTTP(w, req)
				return
			}
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, `<script src="/app-4f3a9c21.js"></script>`)
		}))
		r.browse(ctx, "/", "/app-4f3a9c21.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(ContainElement("hashed-names"))
		r.Deploy(plan.Deploy("B"))
		resp, _ := r.get(ctx, "/app-4f3a9c21.js")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
		Expect(resp.Header.Get("Content-Type")).To(Equal("text/html"))
	})

	It("stay where no text names them as a whole, which is a limit", limit, func(ctx SpecContext) {
		r := open(files{"/": `<script>load(decode("NGYzYTljMjE="))</script>`, "/app-4f3a9c21.js": "1"})
		r.browse(ctx, "/", "/app-4f3a9c21.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(BeEmpty())
		Expect(plan.Limits).To(HaveLen(1))
		Expect(plan.Limits[0].URL).To(HaveSuffix("/app-4f3a9c21.js"))
		r.Deploy(plan.Deploy("B"))
		_, body := r.get(ctx, "/app-4f3a9c21.js")
		Expect(body).To(Equal("1"), "the name promises that the bytes stay")
	})

	It("stay where a text cannot be read, which is a limit", limit, func(ctx SpecContext) {
		r := open(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/packed.js" {
				w.Header().Set("Content-Encoding", "unheard-of")
			}
			files{"/": `<script src="/app-4f3a9c21.js"></script>`, "/app-4f3a9c21.js": "1", "/packed.js": "?"}.ServeHTTP(w, req)
		}))
		r.browse(ctx, "/", "/app-4f3a9c21.js", "/packed.js")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(BeEmpty())
		Expect(plan.Limits).To(HaveLen(1))
		Expect(plan.Limits[0].URL).To(HaveSuffix("/packed.js"))
		r.Deploy(plan.Deploy("B"))
		resp, _ := r.get(ctx, "/app-4f3a9c21.js")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
	})
})

var _ = Describe("versions in queries", func() {
	It("become others, and any query is answered with the new bytes", limit, func(ctx SpecContext) {
		r := open(files{
			"/":        `<script src="/app.js?v=4f3a9c21"></script><link rel=stylesheet href="a.css?x=1&amp;ver=6.4.2"><script src="b.js?1700000000"></script><p>app.js?v=4f3a9c21x`,
			"/app.js":  "1",
			"/a.css":   "a{}",
			"/b.js":    "2",
			"/data.js": "3",
		})
		r.browse(ctx, "/", "/app.js?v=4f3a9c21", "/a.css?x=1&ver=6.4.2", "/b.js?1700000000", "/data.js?lang=en")
		plan := r.prepare(ctx)
		Expect(plan.Recognised).To(ConsistOf("versioned-queries"))
		r.Deploy(plan.Deploy("B"))
		_, page := r.get(ctx, "/")
		Expect(page).To(ContainSubstring("<p>app.js?v=4f3a9c21x"))
		for _, pattern := range []string{`/app\.js\?v=[0-9a-f]{8}`, `a\.css\?x=1&amp;ver=\d\.\d\.\d`, `b\.js\?\d{10}`} {
			ref := strings.ReplaceAll(match(page, pattern), "&amp;", "&")
			Expect(ref).NotTo(Or(HaveSuffix("4f3a9c21"), HaveSuffix("6.4.2"), HaveSuffix("1700000000")))
			resp, body := r.get(ctx, "/"+strings.TrimPrefix(ref, "/"))
			Expect(resp.StatusCode).To(Equal(http.StatusOK))
			Expect(body).To(HaveSuffix(markCode))
		}
		Expect(r.lastAsked()).To(Equal("/b.js?1700000000"), "the server is asked as it knows it")
		_, body := r.get(ctx, "/app.js?v=4f3a9c21")
		Expect(body).To(Equal("1" + markCode))
		_, body = r.get(ctx, "/data.js?lang=en")
		Expect(body).To(Equal("3" + markCode))
	})

	It("are those of the worker's script", limit, func(ctx SpecContext) {
		r := open(files{"/": `<script>navigator.serviceWorker.register("/sw.js?v=4f3a9c21")</script>`, "/sw.js": "1"})
		r.browse(ctx, "/")
		r.register(ctx, "/sw.js?v=4f3a9c21")
		r.Deploy(r.prepare(ctx).Deploy("B"))
		_, page := r.get(ctx, "/")
		script := match(page, `/sw\.js\?v=[0-9a-f]{8}`)
		for _, url := range []string{script, "/sw.js?v=4f3a9c21"} {
			resp, body := r.get(ctx, url, "Service-Worker", "script")
			Expect(resp.StatusCode).To(Equal(http.StatusOK))
			Expect(body).To(Equal("1" + markCode))
		}
		Expect(script).NotTo(HaveSuffix("4f3a9c21"))
	})
})
