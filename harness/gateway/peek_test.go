package gateway_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// compressing serves the text compressed to whoever accepts that.
func compressing(encoding, text string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), encoding) {
			_, _ = io.WriteString(w, text)
			return
		}
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(compress(encoding, text))
	}))
	DeferCleanup(server.Close)
	return server
}

func compress(encoding, text string) []byte {
	GinkgoHelper()
	var out bytes.Buffer
	writer := map[string]func() io.WriteCloser{
		"gzip":    func() io.WriteCloser { return gzip.NewWriter(&out) },
		"deflate": func() io.WriteCloser { return zlib.NewWriter(&out) },
		"br":      func() io.WriteCloser { return brotli.NewWriter(&out) },
		"zstd": func() io.WriteCloser {
			w, err := zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1))
			Expect(err).NotTo(HaveOccurred())
			return w
		},
	}[encoding]()
	_, err := io.WriteString(writer, text)
	Expect(err).NotTo(HaveOccurred())
	Expect(writer.Close()).To(Succeed())
	return out.Bytes()
}

var _ = Describe("the content of an exchange", func() {
	const text = "one and the same text, one and the same text"

	DescribeTable("has the same hash however it is compressed",
		func(ctx SpecContext, encoding string) {
			server := compressing(encoding, text)
			r := open(gateway.Options{})
			r.get(ctx, server.URL+"/", "Accept-Encoding", encoding)
			r.get(ctx, server.URL+"/", "Accept-Encoding", "identity")
			log := r.Exchanges()
			Expect(log[0].ResponseHeader.Get("Content-Encoding")).To(Equal(encoding))
			Expect(log[0].BodySHA256).NotTo(Equal(log[1].BodySHA256))
			Expect(log[0].Content()).To(Equal(sha(text)))
			Expect(log[1].Content()).To(Equal(sha(text)))
			now, err := r.Peek(ctx, server.URL+"/", http.Header{"Accept-Encoding": {encoding}})
			Expect(err).NotTo(HaveOccurred())
			Expect(now.Content()).To(Equal(sha(text)))
		},
		Entry("with gzip", "gzip"),
		Entry("with deflate", "deflate"),
		Entry("with brotli", "br"),
		Entry("with zstd", "zstd"),
	)

	It("is not known of what nobody can read", func(ctx SpecContext) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "rot13")
			_, _ = io.WriteString(w, text)
		}))
		DeferCleanup(server.Close)
		r := open(gateway.Options{})
		r.get(ctx, server.URL+"/")
		Expect(r.Exchanges()[0].Content()).To(BeEmpty())
		Expect(r.Exchanges()[0].BodySHA256).To(Equal(sha(text)))
	})
})

var _ = Describe("a look at what the server gives now", func() {
	It("sees the current build and stands in no log", func(ctx SpecContext) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "A for "+r.Header.Get("Cookie"))
		}))
		DeferCleanup(server.Close)
		r := open(gateway.Options{Header: http.Header{"X-Key": {"1"}}, HeaderOrigin: server.URL})
		look := func() string {
			GinkgoHelper()
			now, err := r.Peek(ctx, server.URL+"/page", http.Header{"Cookie": {"me"}, "If-None-Match": {`"x"`}})
			Expect(err).NotTo(HaveOccurred())
			return string(now.Body)
		}
		Expect(look()).To(Equal("A for me"))
		r.Deploy(gateway.Deploy{Append: map[string][]byte{"/page": []byte(", now B")}})
		Expect(look()).To(Equal("A for me, now B"))
		Expect(r.Exchanges()).To(BeEmpty())
	})

	It("goes to where the build is served, and follows redirects there", func(ctx SpecContext) {
		b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				http.Redirect(w, r, "/new", http.StatusMovedPermanently)
				return
			}
			_, _ = io.WriteString(w, "B at "+r.URL.Path)
		}))
		DeferCleanup(b.Close)
		a := httptest.NewServer(http.NotFoundHandler())
		DeferCleanup(a.Close)
		r := open(gateway.Options{})
		upstream, err := url.Parse(b.URL)
		Expect(err).NotTo(HaveOccurred())
		r.Deploy(gateway.Deploy{Origin: a.URL, Upstream: upstream})
		now, err := r.Peek(ctx, a.URL+"/old", nil)
		Expect(err).NotTo(HaveOccurred())
		Expect(string(now.Body)).To(Equal("B at /new"))
	})

	It("meets the wire as it is", func(ctx SpecContext) {
		server := httptest.NewServer(http.NotFoundHandler())
		DeferCleanup(server.Close)
		r := open(gateway.Options{})
		r.SetNetwork(gateway.Condition{Network: observation.Offline})
		_, err := r.Peek(ctx, server.URL+"/", nil)
		Expect(err).To(HaveOccurred())
	})

	It("leaves other origins alone", func(ctx SpecContext) {
		server := httptest.NewServer(http.RedirectHandler("https://elsewhere.example/", http.StatusFound))
		DeferCleanup(server.Close)
		now, err := open(gateway.Options{}).Peek(ctx, server.URL+"/", nil)
		Expect(err).NotTo(HaveOccurred())
		Expect(now.Status).To(Equal(http.StatusFound))
	})
})
