package rebuild_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

const (
	markHTML = "\n<!-- swcheck: build B -->\n"
	markCode = "\n/* swcheck: build B */\n"
)

// typed serves bodies under types that are no matter of the path.
type typed map[string][2]string

func (t typed) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	answer, ok := t[req.URL.Path]
	if !ok {
		http.NotFound(w, req)
		return
	}
	w.Header()["Content-Type"] = []string{answer[0]}
	_, _ = io.WriteString(w, answer[1])
}

// played opens a rig in which build B is played, after the paths were visited.
func played(ctx SpecContext, site http.Handler, paths ...string) *rig {
	GinkgoHelper()
	r := open(site)
	r.browse(ctx, paths...)
	r.Deploy(r.prepare(ctx).Deploy("B"))
	return r
}

var _ = Describe("what passes", func() {
	DescribeTable("is marked at its end as its type allows",
		func(ctx SpecContext, kind, body, wanted string) {
			r := played(ctx, typed{"/x": {kind, body}}, "/x")
			resp, got := r.get(ctx, "/x")
			Expect(got).To(Equal(wanted))
			Expect(resp.ContentLength).To(BeEquivalentTo(len(wanted)))
			Expect(resp.Header["Content-Type"]).To(Equal([]string{kind}))
		},
		Entry(nil, limit, "text/html; charset=utf-8", "<p>a", "<p>a"+markHTML),
		Entry(nil, limit, "application/xhtml+xml", "<p/>", "<p/>"+markHTML),
		Entry(nil, limit, "Text/JavaScript", "a() // b", "a() // b"+markCode),
		Entry(nil, limit, "text/css", "a{}", "a{}"+markCode),
		Entry(nil, limit, "application/json", "{}", "{}\n"+written("B")+"\n"),
		Entry(nil, limit, "application/manifest+json", "{}", "{}\n"+written("B")+"\n"),
		Entry("in a charset that is like ASCII", limit, "text/html; charset=windows-1251", "\xcf", "\xcf"+markHTML),
		Entry("not in one that is not", limit, "text/html; charset=utf-16le", "<\x00p\x00>\x00", "<\x00p\x00>\x00"),
		Entry("not after the byte order mark of one that is not", limit, "text/html", "\xff\xfe<\x00", "\xff\xfe<\x00"),
		Entry("not a picture", limit, "image/svg+xml", "<svg/>", "<svg/>"),
		Entry("not plain text", limit, "text/plain", "a", "a"),
		Entry("not a stream of events", limit, "text/event-stream", "data: a\n\n", "data: a\n\n"),
		Entry("not what has a type that nobody knows", limit, "unknown", "a", "a"),
	)

	It("is marked differently in each build", limit, func(ctx SpecContext) {
		r := open(typed{"/": {"text/html", "a"}, "/j": {"application/json", "1"}})
		r.browse(ctx, "/", "/j")
		plan := r.prepare(ctx)
		seen := map[string]bool{"a": true, "1": true}
		for _, build := range []string{"B", "C", "D", "Z", "B2"} {
			r.Deploy(plan.Deploy(build))
			for _, path := range []string{"/", "/j"} {
				_, body := r.get(ctx, path)
				Expect(seen[body]).To(BeFalse(), build+path)
				seen[body] = true
			}
		}
	})

	It("is read through compression", limit, func(ctx SpecContext) {
		site := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			var packed bytes.Buffer
			encoding := strings.TrimPrefix(req.URL.Path, "/")
			var writer io.WriteCloser = gzip.NewWriter(&packed)
			if encoding == "br" {
				writer = brotli.NewWriter(&packed)
			}
			_, _ = io.WriteString(writer, "<p>packed")
			_ = writer.Close()
			w.Header().Set("Content-Encoding", encoding)
			_, _ = w.Write(packed.Bytes())
		})
		r := played(ctx, site, "/gzip", "/br")
		for _, path := range []string{"/gzip", "/br"} {
			resp, body := r.get(ctx, path, "Accept-Encoding", "gzip, br")
			Expect(body).To(Equal("<p>packed" + markHTML))
			Expect(resp.Header).NotTo(HaveKey("Content-Encoding"))
		}
	})

	It("answers HEAD, ranges and conditions as the new build would", limit, func(ctx SpecContext) {
		r := played(ctx, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Etag", `"of-a"`)
			http.ServeContent(w, req, req.URL.Path, time.Time{}, strings.NewReader("let a = 1"))
		}), "/a.js", "/a.png")
		length := int64(len("let a = 1" + markCode))

		resp, body := r.do(ctx, http.MethodHead, "/a.js")
		Expect(resp.ContentLength).To(Equal(length))
		Expect(body).To(BeEmpty())

		resp, body = r.get(ctx, "/a.js", "Range", "bytes=0-2")
		Expect(resp.StatusCode).To(Equal(http.StatusOK))
		Expect(body).To(HaveSuffix(markCode))

		tag := resp.Header.Get("Etag")
		Expect(tag).NotTo(Equal(`"of-a"`))
		resp, _ = r.get(ctx, "/a.js", "If-None-Match", `"of-a"`)
		Expect(resp.StatusCode).To(Equal(http.StatusOK), "build A's bytes are not valid any more")
		resp, body = r.get(ctx, "/a.js", "If-None-Match", `"of-a", W/`+tag)
		Expect(resp.StatusCode).To(Equal(http.StatusNotModified))
		Expect(resp.Header.Get("Etag")).To(Equal(tag))
		Expect(body).To(BeEmpty())

		resp, body = r.get(ctx, "/a.png", "Range", "bytes=0-2")
		Expect(resp.StatusCode).To(Equal(http.StatusPartialContent))
		Expect(body).To(Equal("let"))
		resp, _ = r.get(ctx, "/a.png", "If-None-Match", `"of-a"`)
		Expect(resp.StatusCode).To(Equal(http.StatusNotModified))
	})

	It("streams where nothing is to be changed", limit, func(ctx SpecContext) {
		first, more := make(chan struct{}), make(chan struct{})
		r := played(ctx, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "data: 1\n\n")
			_ = http.NewResponseController(w).Flush()
			close(first)
			<-more
		}))
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/events", nil)
		Expect(err).NotTo(HaveOccurred())
		resp, err := r.client.Do(req)
		Expect(err).NotTo(HaveOccurred())
		<-first
		Expect(io.ReadFull(resp.Body, make([]byte, 9))).To(Equal(9))
		close(more)
		Expect(resp.Body.Close()).To(Succeed())
	})

	DescribeTable("passes as it is when it is larger than 32 MiB",
		func(ctx SpecContext, tellsLength bool) {
			r := played(ctx, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if tellsLength {
					w.Header().Set("Content-Length", strconv.Itoa(33<<20))
				}
				for range 33 {
					_, _ = w.Write(bytes.Repeat([]byte("0123456789abcdef"), 1<<16))
				}
			}))
			_, body := r.get(ctx, "/")
			Expect(len(body)).To(Equal(33 << 20))
			Expect(body).NotTo(ContainSubstring("swcheck"))
		},
		Entry("and says so", limit, true),
		Entry("and does not say so", limit, false),
	)

	It("is left alone when it is written to, empty, or another origin's", limit, func(ctx SpecContext) {
		r := played(ctx, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			if req.URL.Path == "/empty" {
				w.WriteHeader(http.StatusNoContent)
				return
			}
			_, _ = io.WriteString(w, req.Method)
		}), "/")
		_, body := r.do(ctx, http.MethodPost, "/")
		Expect(body).To(Equal("POST"))
		resp, body := r.get(ctx, "/empty")
		Expect(resp.StatusCode).To(Equal(http.StatusNoContent))
		Expect(body).To(BeEmpty())

		other := open(files{"/": "theirs"})
		r.url = other.url
		_, body = r.get(ctx, "/")
		Expect(body).To(Equal("theirs"))
	})

	It("is marked whatever its status is", limit, func(ctx SpecContext) {
		r := played(ctx, files{})
		resp, body := r.get(ctx, "/nowhere")
		Expect(resp.StatusCode).To(Equal(http.StatusNotFound))
		Expect(body).To(HaveSuffix(markHTML))
	})

	It("keeps its header", limit, func(ctx SpecContext) {
		r := played(ctx, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Cache-Control", "max-age=600")
			w.Header().Set("Last-Modified", "Mon, 23 Nov 2020 00:00:00 GMT")
			w.Header().Set("Service-Worker-Allowed", "/")
			_, _ = io.WriteString(w, "a()")
		}), "/a.js")
		resp, _ := r.get(ctx, "/a.js")
		Expect(resp.Header.Get("Cache-Control")).To(Equal("max-age=600"))
		Expect(resp.Header.Get("Service-Worker-Allowed")).To(Equal("/"))
		modified, err := http.ParseTime(resp.Header.Get("Last-Modified"))
		Expect(err).NotTo(HaveOccurred())
		Expect(time.Since(modified)).To(BeNumerically("<", time.Minute), "build B is not as old as A")
	})
})

var _ = Describe("new content alone", func() {
	It("marks everything but what is the worker's, and renames nothing", limit, func(ctx SpecContext) {
		r := open(files{
			"/":                `<script src="/app-4f3a9c21.js"></script><script src="/plain.js"></script>`,
			"/app-4f3a9c21.js": "1", "/plain.js": "2",
			"/sw.js":     `importScripts("import.js"); const V = 'v1'; x([{url:"/",revision:"a690f168"}])`,
			"/import.js": "3",
		})
		r.cacheNames = []string{"v1"}
		r.browse(ctx, "/", "/app-4f3a9c21.js", "/plain.js")
		r.register(ctx, "/sw.js", "/import.js")
		plan := r.prepare(ctx)
		before := len(r.Exchanges())
		r.Deploy(plan.Content("B"))
		_, page := r.get(ctx, "/")
		Expect(page).To(ContainSubstring("/app-4f3a9c21.js"))
		Expect(page).To(HaveSuffix(markHTML))
		_, body := r.get(ctx, "/plain.js")
		Expect(body).To(Equal("2" + markCode))
		for path, wanted := range map[string]string{
			"/sw.js":     `importScripts("import.js"); const V = 'v1'; x([{url:"/",revision:"a690f168"}])`,
			"/import.js": "3", "/app-4f3a9c21.js": "1",
		} {
			_, body := r.get(ctx, path)
			Expect(body).To(Equal(wanted))
		}
		for _, x := range r.Exchanges()[before:] {
			content := strings.HasSuffix(x.URL, "/") || strings.HasSuffix(x.URL, "/plain.js")
			Expect(x.Outcome == observation.Played).To(Equal(content), x.URL)
		}
	})
})

// written is a build's name in white space, low bit first.
func written(build string) string {
	var b strings.Builder
	for i := range len(build) {
		for bit := range 8 {
			b.WriteByte(" \t"[build[i]>>bit&1])
		}
	}
	return b.String()
}
