package gateway_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing/fstest"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// buildA is a little site with validators, as a static server has them.
func buildA(w http.ResponseWriter, req *http.Request) {
	files := map[string]string{"/sw.js": "// worker", "/app.css": "a{}", "/": "<h1>A</h1>"}
	body, ok := files[req.URL.Path]
	if !ok {
		http.NotFound(w, req)
		return
	}
	w.Header().Set("Etag", `"a"`)
	w.Header().Set("Service-Worker-Allowed", "/")
	w.Header().Set("Cache-Control", "max-age=60")
	w.Header().Set("Asked-For", req.Header.Get("Accept-Encoding"))
	http.ServeContent(w, req, req.URL.Path, time.Unix(1e9, 0), strings.NewReader(body))
}

var _ = Describe("A deploy", func() {
	It("takes hold at a moment that the log records, and can be taken back", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.get(ctx, s.URL+"/sw.js")

		moment := r.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("// B")}}})
		Expect(moment.Build).To(Equal("B"))
		Expect(moment.Last).To(Equal(1))
		Expect(moment.Time).To(BeTemporally(">=", r.Exchanges()[0].Started))

		_, body := r.get(ctx, s.URL+"/sw.js")
		Expect(body).To(Equal("// B"))
		_, body = r.get(ctx, s.URL+"/app.css")
		Expect(body).To(Equal("a{}"))

		Expect(r.Deploy(gateway.Deploy{}).Build).To(Equal("C"))
		_, body = r.get(ctx, s.URL+"/sw.js")
		Expect(body).To(Equal("// worker"), "a deploy is a difference from the upstream, not from the one before")

		Expect(r.Undeploy()).To(HaveField("Last", 4))
		r.get(ctx, s.URL+"/sw.js")
		Expect(r.Deploy(gateway.Deploy{Build: "next"}).Build).To(Equal("next"))

		var builds []string
		var outcomes []observation.ExchangeOutcome
		for _, x := range r.Exchanges() {
			builds = append(builds, x.Build)
			outcomes = append(outcomes, x.Outcome)
		}
		Expect(builds).To(Equal([]string{"A", "B", "B", "C", "A"}))
		Expect(outcomes).To(Equal([]observation.ExchangeOutcome{
			observation.Answered, observation.Played, observation.Answered, observation.Answered, observation.Answered,
		}))
	})

	It("can lie over the one before it", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("// B")}, "/app.css": {Body: []byte("b{}")}}})
		moment := r.Deploy(gateway.Deploy{Over: true, Remove: []string{"/app.css"}, Append: map[string][]byte{"/sw.js": []byte(" and C")}})
		Expect(moment.Build).To(Equal("C"))
		_, body := r.get(ctx, s.URL+"/sw.js")
		Expect(body).To(Equal("// B and C"))
		resp, _ := r.get(ctx, s.URL+"/app.css")
		Expect(resp.StatusCode).To(Equal(404))
		_, body = r.get(ctx, s.URL+"/")
		Expect(body).To(Equal("<h1>A</h1>"))
		Expect(r.NextBuild()).To(Equal("D"))
		r.Deploy(gateway.Deploy{Build: "E"})
		_, body = r.get(ctx, s.URL+"/sw.js")
		Expect(body).To(Equal("// worker"))
	})

	It("keeps the server's fields but for those that it sets", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("// B"), Set: http.Header{"cache-control": {"no-cache"}}}}})
		resp, _ := r.get(ctx, s.URL+"/sw.js")
		Expect(resp.Header.Values("Cache-Control")).To(Equal([]string{"no-cache"}))
		Expect(resp.Header.Get("Service-Worker-Allowed")).To(Equal("/"))
	})

	It("is not defeated by conditional requests", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{
			Replace: map[string]gateway.Response{"/": {Body: []byte("<h1>B</h1>")}},
			Append:  map[string][]byte{"/sw.js": []byte("\n// B")},
		})
		for path, wanted := range map[string]string{"/": "<h1>B</h1>", "/sw.js": "// worker\n// B"} {
			resp, body := r.get(ctx, s.URL+path, "If-None-Match", `"a"`, "If-Modified-Since", time.Now().UTC().Format(http.TimeFormat))
			Expect(resp.StatusCode).To(Equal(200))
			Expect(body).To(Equal(wanted))
			Expect(resp.Header.Get("Etag")).To(And(Not(BeEmpty()), Not(Equal(`"a"`))))
			Expect(resp.Header).NotTo(HaveKey("Last-Modified"))
			Expect(resp.ContentLength).To(BeEquivalentTo(len(wanted)))
			Expect(resp.Header.Get("Service-Worker-Allowed")).To(Equal("/"), "the server's other fields stay")
			Expect(resp.Header.Get("Cache-Control")).To(Equal("max-age=60"))
		}
	})

	It("appends to what a query or an absolute URL names, over HTTPS too", limit, func(ctx SpecContext) {
		s := serveTLS(buildA)
		r := open(gateway.Options{RootCAs: s.roots()})
		r.Deploy(gateway.Deploy{Append: map[string][]byte{
			s.URL + "/sw.js": []byte(" absolute"), "/app.css?v=2": []byte(" versioned"), "/nothing.js": []byte("x"),
		}})
		_, body := r.get(ctx, s.URL+"/sw.js?v=1")
		Expect(body).To(Equal("// worker absolute"))
		_, body = r.get(ctx, s.URL+"/app.css?v=2")
		Expect(body).To(Equal("a{} versioned"))
		_, body = r.get(ctx, s.URL+"/app.css")
		Expect(body).To(Equal("a{}"))
		resp, _ := r.get(ctx, s.URL+"/nothing.js")
		Expect(resp.StatusCode).To(Equal(404))
		resp, err := r.do(ctx, http.MethodHead, s.URL+"/sw.js")
		Expect(err).NotTo(HaveOccurred())
		drop(resp)
		Expect(resp.ContentLength).To(BeEquivalentTo(len("// worker absolute")))
	})

	It("asks for plain text, and reads gzip where a server sends it all the same", limit, func(ctx SpecContext) {
		var asked string
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			asked = req.Header.Get("Accept-Encoding")
			w.Header().Set("Content-Encoding", strings.Trim(req.URL.Path, "/"))
			_, _ = w.Write(zip("text"))
		})
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Append: map[string][]byte{"/gzip": []byte("+"), "/br": []byte("+")}})
		resp, body := r.get(ctx, s.URL+"/gzip", "Accept-Encoding", "gzip, br")
		Expect(asked).To(Equal("identity"))
		Expect(body).To(Equal("text+"))
		Expect(resp.Header).NotTo(HaveKey("Content-Encoding"))

		resp, body = r.get(ctx, s.URL+"/br", "Accept-Encoding", "gzip, br")
		Expect(resp.Header.Get("Content-Encoding")).To(Equal("br"))
		Expect(body).To(Equal(string(zip("text"))))
		x := r.Exchanges()[1]
		Expect(x.Outcome).To(Equal(observation.Answered))
		Expect(x.Error).To(HavePrefix("deploy: the body cannot be changed"))
	})

	It("removes URLs", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Remove: []string{"/app.css", "/sw.js"}, Replace: map[string]gateway.Response{"/sw.js": {}}})
		for _, path := range []string{"/app.css", "/sw.js?x"} {
			resp, _ := r.get(ctx, s.URL+path)
			Expect(resp.StatusCode).To(Equal(404))
			Expect(resp.Header.Get(gateway.StampHeader)).NotTo(BeEmpty())
		}
		Expect(s.hits.Load()).To(BeZero())
		Expect(r.Exchanges()[0].Outcome).To(Equal(observation.Played))
	})

	It("answers with status and header that are given", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{
			"/gone": {Status: 410, Header: http.Header{"X-Own": {"1"}}, Body: []byte("{}")},
			"/none": {Status: 204, Header: http.Header{}},
		}})
		resp, body := r.get(ctx, s.URL+"/gone")
		Expect(resp.StatusCode).To(Equal(410))
		Expect(resp.Header.Get("X-Own")).To(Equal("1"))
		Expect(body).To(Equal("{}"))
		resp, body = r.get(ctx, s.URL+"/none")
		Expect(resp.StatusCode).To(Equal(204))
		Expect(body).To(BeEmpty())
		resp, err := r.client.Post(s.URL+"/gone", "text/plain", strings.NewReader("x"))
		Expect(err).NotTo(HaveOccurred())
		drop(resp)
		Expect(resp.StatusCode).To(Equal(404), "what writes goes to the server")
	})

	It("answers from a folder", limit, func(ctx SpecContext) {
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
			w.Header().Set("Content-Type", "text/html") // for every path, as single-page sites do
			_, _ = io.WriteString(w, "index of A")
		})
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Folder: fstest.MapFS{
			"index.html":           {Data: []byte("<h1>B</h1>")},
			"talks/index.html":     {Data: []byte("talks of B")},
			"about.html":           {Data: []byte("about B")},
			"assets/index-B.js":    {Data: []byte("let b")},
			"manifest.webmanifest": {Data: []byte("{}")},
		}})
		for path, wanted := range map[string][2]string{
			"/":                     {"<h1>B</h1>", "text/html"},
			"/talks/":               {"talks of B", "text/html"},
			"/talks":                {"talks of B", "text/html"},
			"/about":                {"about B", "text/html"},
			"/assets/index-B.js":    {"let b", "text/javascript"},
			"/manifest.webmanifest": {"{}", "application/manifest+json"},
			"/other":                {"index of A", "text/html"},
		} {
			resp, body := r.get(ctx, s.URL+path)
			Expect(body).To(Equal(wanted[0]), path)
			Expect(resp.Header.Get("Content-Type")).To(HavePrefix(wanted[1]), path)
			Expect(resp.Header).To(HaveKey("Content-Security-Policy"), path)
		}
	})

	It("serves its folder when the server is gone", limit, func(ctx SpecContext) {
		s := serve(hello)
		s.stop()
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Folder: fstest.MapFS{"a.css": {Data: []byte("b{}")}}})
		resp, body := r.get(ctx, s.URL+"/a.css")
		Expect(resp.StatusCode).To(Equal(200))
		Expect(body).To(Equal("b{}"))
	})

	Describe("by a function", func() {
		It("changes text, serves old bytes under new names, and streams the rest", limit, func(ctx SpecContext) {
			s := serve(buildA)
			r := open(gateway.Options{})
			r.Deploy(gateway.Deploy{Func: func(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
				switch req.URL.Path {
				case "/":
					text, err := original.Response()
					Expect(err).NotTo(HaveOccurred())
					text.Body = []byte(strings.ReplaceAll(string(text.Body), "A", "B"))
					return text, true
				case "/sw-2.js":
					old, err := original.At("/sw.js")
					Expect(err).NotTo(HaveOccurred())
					text, err := old.Response()
					Expect(err).NotTo(HaveOccurred())
					return text, true
				case "/app.css":
					status, header, err := original.Header()
					Expect(err).NotTo(HaveOccurred())
					Expect(status).To(Equal(200))
					Expect(header.Get("Etag")).To(Equal(`"a"`))
				}
				return nil, false
			}})
			resp, body := r.get(ctx, s.URL+"/", "Accept-Encoding", "br")
			Expect(body).To(Equal("<h1>B</h1>"))
			Expect(resp.Header.Get("Asked-For")).To(Equal("identity"))
			_, body = r.get(ctx, s.URL+"/sw-2.js")
			Expect(body).To(Equal("// worker"))
			resp, body = r.get(ctx, s.URL+"/app.css")
			Expect(body).To(Equal("a{}"))
			Expect(resp.Header.Get("Etag")).To(Equal(`"a"`))
			resp, _ = r.get(ctx, s.URL+"/sw.js", "If-None-Match", `"a"`)
			Expect(resp.StatusCode).To(Equal(304), "what the function leaves alone is asked as the browser asked")

			outcomes := []observation.ExchangeOutcome{}
			for _, x := range r.Exchanges() {
				outcomes = append(outcomes, x.Outcome)
			}
			Expect(outcomes).To(Equal([]observation.ExchangeOutcome{
				observation.Played, observation.Played, observation.Answered, observation.Answered,
			}))
		})

		It("passes what was read and then left alone", limit, func(ctx SpecContext) {
			s := serve(buildA)
			r := open(gateway.Options{})
			r.Deploy(gateway.Deploy{Func: func(_ *http.Request, original *gateway.Original) (*gateway.Response, bool) {
				_, err := original.Response()
				Expect(err).NotTo(HaveOccurred())
				return nil, false
			}})
			_, body := r.get(ctx, s.URL+"/app.css")
			Expect(body).To(Equal("a{}"))
			Expect(r.only().Outcome).To(Equal(observation.Answered))
		})

		It("gets the whole text where the browser asks for its head or a part", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, req *http.Request) {
				http.ServeContent(w, req, "a.js", time.Time{}, strings.NewReader("let a"))
			})
			r := open(gateway.Options{})
			r.Deploy(gateway.Deploy{Func: func(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
				text, err := original.Response()
				Expect(err).NotTo(HaveOccurred())
				text.Body = append(text.Body, " // B"...)
				return text, req.URL.Path != "/left"
			}})
			for _, method := range []string{http.MethodHead, http.MethodGet} {
				resp, err := r.do(ctx, method, s.URL+"/a.js", "Range", "bytes=0-1")
				Expect(err).NotTo(HaveOccurred())
				drop(resp)
				Expect(resp.StatusCode).To(Equal(200))
				Expect(resp.ContentLength).To(BeEquivalentTo(len("let a // B")))
			}
			resp, err := r.do(ctx, http.MethodHead, s.URL+"/left")
			Expect(err).NotTo(HaveOccurred())
			drop(resp)
			Expect(resp.ContentLength).To(BeEquivalentTo(len("let a")))
		})

		It("lets the file of another name pass as it streams, with ranges and conditions", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("Etag", `"`+req.URL.Path+`"`)
				http.ServeContent(w, req, "a.png", time.Time{}, strings.NewReader("picture of "+req.URL.RequestURI()))
			})
			r := open(gateway.Options{})
			r.Deploy(gateway.Deploy{Func: func(_ *http.Request, original *gateway.Original) (*gateway.Response, bool) {
				Expect(original.Move("/old.png?x")).To(Succeed())
				return nil, false
			}})
			_, body := r.get(ctx, s.URL+"/new.png")
			Expect(body).To(Equal("picture of /old.png?x"))
			resp, body := r.get(ctx, s.URL+"/new.png", "Range", "bytes=0-2")
			Expect(resp.StatusCode).To(Equal(206))
			Expect(body).To(Equal("pic"))
			resp, _ = r.get(ctx, s.URL+"/new.png", "If-None-Match", `"/old.png"`)
			Expect(resp.StatusCode).To(Equal(304))
			Expect(r.Exchanges()[0].URL).To(Equal(s.URL + "/new.png"))
			Expect(r.Exchanges()[0].Outcome).To(Equal(observation.Answered))
		})

		DescribeTable("is told why an original cannot be had, and the exchange tells it too",
			func(ctx SpecContext, answer, wanted string, outcome observation.ExchangeOutcome) {
				address := raw(func(c net.Conn) { _, _ = io.WriteString(c, answer) })
				r := open(gateway.Options{})
				told := make(chan error, 2)
				r.Deploy(gateway.Deploy{Func: func(_ *http.Request, original *gateway.Original) (*gateway.Response, bool) {
					_, err := original.Response()
					told <- err
					return nil, false
				}})
				resp, err := r.do(ctx, http.MethodGet, "http://"+address)
				if err == nil {
					_, _ = io.Copy(io.Discard, resp.Body)
					Expect(resp.Body.Close()).To(Succeed())
				}
				Expect(<-told).To(MatchError(ContainSubstring(wanted)))
				Expect(r.record.await(ctx, gateway.Ended, 1).Outcome).To(Equal(outcome))
			},
			Entry("the server is broken", limit, "what?", "malformed", observation.Failed),
			Entry("the body ends early", limit, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "unexpected EOF", observation.Failed),
			Entry("the encoding is unknown", limit, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nbr",
				"cannot be changed", observation.Answered),
			Entry("it is no gzip", limit, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n0123456789",
				"gzip: invalid header", observation.Answered),
			Entry("it is too large", limit, "HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat("x", 33<<20), "larger than", observation.Answered),
		)

		It("that panics breaks its exchange and nothing else", limit, func(ctx SpecContext) {
			s := serve(buildA)
			r := open(gateway.Options{})
			r.Deploy(gateway.Deploy{Func: func(req *http.Request, _ *gateway.Original) (*gateway.Response, bool) {
				if req.URL.Path == "/" {
					panic("boom")
				}
				return nil, false
			}})
			r.getFails(ctx, s.URL+"/")
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Failed))
			Expect(x.Error).To(Equal("gateway: boom"))
			r.get(ctx, s.URL+"/app.css")
		})
	})

	It("sends its origin to another server, with names translated", limit, func(ctx SpecContext) {
		b := serve(func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Path == "/moved" {
				w.Header().Set("Location", "http://"+req.Host+"/there")
				w.WriteHeader(http.StatusFound)
				return
			}
			_, _ = io.WriteString(w, req.Host+" "+req.Header.Get("Origin")+" "+req.Header.Get("Authorization"))
		})
		a, third := serveTLS(buildA), serve(hello)
		r := open(gateway.Options{RootCAs: a.roots(), HeaderOrigin: a.URL, Header: http.Header{"Authorization": {"secret"}}})
		upstream, err := url.Parse(b.URL)
		Expect(err).NotTo(HaveOccurred())
		r.Deploy(gateway.Deploy{Upstream: upstream, Append: map[string][]byte{"/more": []byte("!")}})

		_, body := r.get(ctx, a.URL+"/x", "Origin", a.URL)
		Expect(body).To(Equal(upstream.Host + " " + b.URL + " secret"))
		Expect(r.only().URL).To(Equal(a.URL + "/x"))
		Expect(r.only().Outcome).To(Equal(observation.Answered))
		resp, _ := r.get(ctx, a.URL+"/moved")
		Expect(resp.Header.Get("Location")).To(Equal(a.URL + "/there"))
		_, body = r.get(ctx, a.URL+"/more")
		Expect(body).To(HaveSuffix("!"))
		_, body = r.get(ctx, third.URL+"/y")
		Expect(body).To(Equal("hello /y"))
		Expect(a.hits.Load()).To(BeZero())
	})

	It("speaks of its own origin only", limit, func(ctx SpecContext) {
		own, other := serve(buildA), serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{
			Origin:  own.URL,
			Replace: map[string]gateway.Response{"/sw.js": {Body: []byte("B")}},
			Folder:  fstest.MapFS{"app.css": {Data: []byte("b{}")}},
		})
		_, body := r.get(ctx, own.URL+"/sw.js")
		Expect(body).To(Equal("B"))
		_, body = r.get(ctx, other.URL+"/sw.js")
		Expect(body).To(Equal("// worker"))
		_, body = r.get(ctx, other.URL+"/app.css")
		Expect(body).To(Equal("a{}"))
	})

	It("goes on under every state of the wire", limit, func(ctx SpecContext) {
		s := serve(buildA)
		r := open(gateway.Options{})
		r.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{"/": {Header: http.Header{}, Body: big(1600)}}})
		r.SetNetwork(gateway.Stall(100))
		asking, giveUp := context.WithCancel(ctx)
		resp, err := r.do(asking, http.MethodGet, s.URL+"/")
		Expect(err).NotTo(HaveOccurred())
		Expect(io.ReadFull(resp.Body, make([]byte, 100))).To(Equal(100))
		giveUp()
		_ = resp.Body.Close()
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.BodyBytes).To(BeEquivalentTo(100))
		Expect(x.LeftBrowser()).To(BeFalse(), "the gateway had the whole answer itself")
	})
})
