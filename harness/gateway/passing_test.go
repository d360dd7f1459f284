package gateway_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("What passes", func() {
	It("is numbered, logged and otherwise left alone", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "sent", Value: "2"})
			hello(w, req)
		})
		r.SetUser("ada")

		resp, body := r.get(ctx, s.URL+"/page?q=1", "Cookie", "had=1")

		Expect(body).To(Equal("hello /page"))
		Expect(resp.Header.Get(gateway.StampHeader)).To(Equal("1"))
		Expect(resp.Header).NotTo(HaveKey("Access-Control-Expose-Headers"))
		x := r.only()
		Expect(x.ID).To(Equal(1))
		Expect(x.Method).To(Equal("GET"))
		Expect(x.URL).To(Equal(s.URL + "/page?q=1"))
		Expect(x.Outcome).To(Equal(observation.Answered))
		Expect(x.Error).To(BeEmpty())
		Expect(x.Status).To(Equal(200))
		Expect(x.Protocol).To(Equal("HTTP/1.1"))
		Expect(x.RequestHeader.Get("Cookie")).To(Equal("had=1"))
		Expect(x.ResponseHeader.Get("Set-Cookie")).To(Equal("sent=2"))
		Expect(x.ResponseHeader).NotTo(HaveKey(gateway.StampHeader))
		Expect(x.BodyBytes).To(BeEquivalentTo(len(body)))
		Expect(x.BodySHA256).To(Equal(sha(body)))
		Expect(x.Body).To(BeNil())
		Expect(x.Network).To(Equal(observation.Online))
		Expect(x.Build).To(Equal("A"))
		Expect(x.User).To(Equal("ada"))
		Expect(x.Duration).To(BeNumerically(">", 0))
		Expect(x.Started).To(BeTemporally("~", time.Now(), time.Minute))
	})

	It("is a user's as far as it carries the login, also what came before that was known", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(hello)
		r.get(ctx, s.URL+"/1", "Cookie", "login=ada")
		r.get(ctx, s.URL+"/2", "Cookie", "login=ada")
		r.get(ctx, s.URL+"/3")
		r.SetLogin("ada", 1, func(x observation.Exchange) bool { return x.RequestHeader.Get("Cookie") == "login=ada" })
		r.get(ctx, s.URL+"/4")
		r.get(ctx, s.URL+"/5", "Cookie", "login=ada")
		r.SetUser("otto")
		r.get(ctx, s.URL+"/6")
		var users []string
		for _, x := range r.Exchanges() {
			users = append(users, x.User)
		}
		Expect(users).To(Equal([]string{"", "ada", "", "", "ada", "otto"}))
	})

	It("numbers exchanges from 1 and tells them since a number", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(hello)
		for range 3 {
			r.get(ctx, s.URL)
		}
		Expect(r.Last()).To(Equal(3))
		Expect(r.InFlight()).To(BeEmpty())
		Expect(r.ExchangesSince(1)).To(HaveLen(2))
		Expect(r.ExchangesSince(1)[0].ID).To(Equal(2))
		Expect(r.ExchangesSince(7)).To(BeEmpty())
	})

	It("hands out copies", limit, func(ctx SpecContext) {
		r := open(gateway.Options{KeepBody: func(observation.Exchange) bool { return true }})
		s := serve(hello)
		r.get(ctx, s.URL)
		first := r.Exchanges()
		first[0].RequestHeader["Spoilt"] = []string{"yes"}
		first[0].ResponseHeader["Content-Type"][0] = "spoilt"
		first[0].Body[0] = 'X'
		Expect(r.only().RequestHeader).NotTo(HaveKey("Spoilt"))
		Expect(r.only().ResponseHeader.Get("Content-Type")).To(Equal("text/plain"))
		Expect(string(r.only().Body)).To(Equal("hello /"))
	})

	It("is not decompressed", limit, func(ctx SpecContext) {
		packed := zip("a long text")
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Accepted", req.Header.Get("Accept-Encoding"))
			_, _ = w.Write(packed)
		})
		resp, body := r.get(ctx, s.URL, "Accept-Encoding", "gzip, br")
		Expect(body).To(Equal(string(packed)))
		Expect(resp.Header.Get("Accepted")).To(Equal("gzip, br"))
		Expect(resp.ContentLength).To(BeEquivalentTo(len(packed)))
		Expect(r.only().BodySHA256).To(Equal(sha(string(packed))))

		resp, _ = r.get(ctx, s.URL)
		Expect(resp.Header.Get("Accepted")).To(BeEmpty(), "the gateway asks for no compression of its own")
	})

	It("gets nothing added that the server left out", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		var agent []string
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			agent = req.Header["User-Agent"]
			w.Header()["Content-Type"] = nil
			w.Header()["Date"] = nil
			_, _ = io.WriteString(w, "<html>")
		})
		resp, _ := r.get(ctx, s.URL, "User-Agent", "")
		Expect(agent).To(BeEmpty())
		Expect(resp.Header).NotTo(HaveKey("Content-Type"))
		Expect(resp.Header).NotTo(HaveKey("Date"))
		Expect(r.only().ResponseHeader).NotTo(HaveKey("Content-Type"))
	})

	It("keeps 304, redirects and ranges as they are", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			switch req.URL.Path {
			case "/moved":
				http.Redirect(w, req, "/there", http.StatusMovedPermanently)
			default:
				w.Header().Set("Etag", `"v1"`)
				http.ServeContent(w, req, "f.txt", time.Time{}, strings.NewReader("0123456789"))
			}
		})
		resp, _ := r.get(ctx, s.URL+"/f.txt", "If-None-Match", `"v1"`)
		Expect(resp.StatusCode).To(Equal(http.StatusNotModified))
		Expect(resp.Header.Get(gateway.StampHeader)).To(Equal("1"))

		resp, _ = r.get(ctx, s.URL+"/moved")
		Expect(resp.StatusCode).To(Equal(http.StatusMovedPermanently))
		Expect(resp.Header.Get("Location")).To(Equal("/there"))

		resp, body := r.get(ctx, s.URL+"/f.txt", "Range", "bytes=2-4")
		Expect(resp.StatusCode).To(Equal(http.StatusPartialContent))
		Expect(resp.Header.Get("Content-Range")).To(Equal("bytes 2-4/10"))
		Expect(body).To(Equal("234"))
		Expect(s.hits.Load()).To(BeEquivalentTo(3))
	})

	It("answers HEAD with the length and no body", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "42") })
		resp, err := r.do(ctx, http.MethodHead, s.URL)
		Expect(err).NotTo(HaveOccurred())
		Expect(resp.Body.Close()).To(Succeed())
		Expect(resp.ContentLength).To(BeEquivalentTo(42))
		x := r.only()
		Expect(x.Outcome).To(Equal(observation.Answered))
		Expect(x.BodyBytes).To(BeZero())
		Expect(x.BodySHA256).To(BeEmpty())
	})

	It("passes each piece of a stream at once", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		pieces := make(chan string)
		s := serve(slowly(pieces))
		resp, err := r.do(ctx, http.MethodGet, s.URL)
		Expect(err).NotTo(HaveOccurred(), "the head comes before any byte of the body")
		defer resp.Body.Close()
		lines := bufio.NewReader(resp.Body)
		for i := range 3 {
			pieces <- fmt.Sprintf("data: %d\n", i)
			Expect(lines.ReadString('\n')).To(Equal(fmt.Sprintf("data: %d\n", i)))
			Expect(r.InFlight()).To(HaveLen(1))
		}
		close(pieces)
		Expect(io.ReadAll(lines)).To(BeEmpty())
		Expect(r.only().Outcome).To(Equal(observation.Answered))
		Expect(r.only().BodyBytes).To(BeEquivalentTo(24))
	})

	It("removes what is between two neighbours only", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		var got http.Header
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			got = req.Header
			w.Header().Set("Connection", "X-Hop")
			w.Header().Set("X-Hop", "1")
			w.Header().Set("Keep-Alive", "timeout=5")
			hello(w, req)
		})
		resp, _ := r.get(ctx, s.URL, "Connection", "X-Own", "X-Own", "1", "Proxy-Authorization", "secret", "Te", "trailers", "X-Kept", "1")
		Expect(got).NotTo(Or(HaveKey("X-Own"), HaveKey("Proxy-Authorization"), HaveKey("Te"), HaveKey("Proxy-Connection")))
		Expect(got).To(HaveKey("X-Kept"))
		Expect(resp.Header).NotTo(Or(HaveKey("X-Hop"), HaveKey("Keep-Alive"), HaveKey("Connection")))
	})

	It("streams uploads and answers that come before their end", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			_ = http.NewResponseController(w).EnableFullDuplex()
			first := make([]byte, 5)
			_, _ = io.ReadFull(req.Body, first)
			_, _ = w.Write(first)
			flush(w)
			n, _ := io.Copy(io.Discard, req.Body)
			_, _ = fmt.Fprintf(w, " and %d", n)
		})
		reader, writer := io.Pipe()
		go func() {
			_, _ = io.WriteString(writer, "first")
		}()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, reader)
		Expect(err).NotTo(HaveOccurred())
		resp, err := r.client.Do(req)
		Expect(err).NotTo(HaveOccurred())
		defer resp.Body.Close()
		five := make([]byte, 5)
		Expect(io.ReadFull(resp.Body, five)).To(Equal(5))
		_, err = writer.Write(big(1 << 20))
		Expect(err).NotTo(HaveOccurred())
		Expect(writer.Close()).To(Succeed())
		Expect(io.ReadAll(resp.Body)).To(BeEquivalentTo(" and 1048576"))
	})

	It("passes trailers", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Trailer", "Sum")
			hello(w, req)
			w.Header().Set("Sum", "9")
		})
		resp, _ := r.get(ctx, s.URL)
		Expect(resp.Trailer.Get("Sum")).To(Equal("9"))
	})

	It("keeps the bodies that are asked for, and no more than MaxBody of them", limit, func(ctx SpecContext) {
		r := open(gateway.Options{
			MaxBody:  8,
			KeepBody: func(x observation.Exchange) bool { return x.ResponseHeader.Get("Content-Type") == "text/plain" },
		})
		s := serve(hello)
		r.get(ctx, s.URL+"/long/path")
		Expect(string(r.only().Body)).To(Equal("hello /l"))
		Expect(r.only().BodyBytes).To(BeEquivalentTo(len("hello /long/path")))
	})

	It("gives the configured header to its origin only", limit, func(ctx SpecContext) {
		var own, other http.Header
		mine := serve(func(w http.ResponseWriter, req *http.Request) { own = req.Header; hello(w, req) })
		third := serve(func(w http.ResponseWriter, req *http.Request) { other = req.Header; hello(w, req) })
		r := open(gateway.Options{Header: http.Header{"Authorization": {"Bearer x"}}, HeaderOrigin: mine.URL})
		r.get(ctx, mine.URL)
		r.get(ctx, third.URL)
		Expect(own.Get("Authorization")).To(Equal("Bearer x"))
		Expect(other).NotTo(HaveKey("Authorization"))
		Expect(r.Exchanges()[0].RequestHeader).NotTo(HaveKey("Authorization"), "a secret stays out of the log")
	})

	It("refuses requests to itself", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := direct.Get("http://" + r.Addr() + "/")
		Expect(err).NotTo(HaveOccurred())
		Expect(resp.Body.Close()).To(Succeed())
		Expect(resp.StatusCode).To(Equal(http.StatusBadRequest))

		resp, _ = r.get(ctx, "http://"+r.Addr()+"/")
		Expect(resp.StatusCode).To(Equal(http.StatusBadRequest))

		conn, err := net.Dial("tcp", r.Addr())
		Expect(err).NotTo(HaveOccurred())
		defer conn.Close()
		_, _ = fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", r.Addr(), r.Addr())
		resp, err = http.ReadResponse(bufio.NewReader(conn), nil)
		Expect(err).NotTo(HaveOccurred())
		Expect(resp.StatusCode).To(Equal(http.StatusBadRequest))
		Expect(r.Exchanges()).To(BeEmpty())
	})

	It("tells watchers each step in order, until they cancel", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		s := serve(hello)
		var kinds []gateway.EventKind
		var inside []int
		cancel := r.Watch(func(e gateway.Event) {
			kinds = append(kinds, e.Kind)
			inside = append(inside, len(r.InFlight()))
		})
		r.get(ctx, s.URL)
		cancel()
		r.get(ctx, s.URL)
		Expect(kinds).To(Equal([]gateway.EventKind{gateway.Started, gateway.Headers, gateway.Ended}))
		Expect(inside).To(Equal([]int{1, 1, 0}))
	})
})

func sha(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func zip(text string) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return packed.Bytes()
}
