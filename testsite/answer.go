package testsite

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/swcheck/swcheck/fixtures"
)

// How long clients may keep an answer without asking again.
const (
	ask     = "no-cache"
	forever = "public, max-age=31536000, immutable"
	aDay    = "public, max-age=86400"
	never   = "no-store"
	private = "private, no-cache"
)

// siteName is in the header Site of every answer, so that workers can tell them
// from those of a portal that stands between.
const siteName = "tunnel-days"

// answer is the whole site: first what it was told to do wrong, then what the
// fixture says of the path, then the site as it is.
func (s *Site) answer(w http.ResponseWriter, r *http.Request) {
	if s.faults.answer(w, r) {
		return
	}
	for _, path := range []string{r.URL.Path, fixtures.AnyPath} {
		if said, ok := s.fixture.Paths[path]; ok {
			s.answerAsSaid(w, r, said)
			return
		}
	}
	s.answerPath(w, r)
}

func (s *Site) answerAsSaid(w http.ResponseWriter, r *http.Request, said fixtures.Answer) {
	out := &altered{ResponseWriter: w, said: said}
	switch {
	case said.Redirect != "":
		http.Redirect(out, r, said.Redirect, cmp.Or(said.Status, http.StatusFound))
	case said.Bytes > 0:
		send(out, r, ask, file{contentType: typeOf(r.URL.Path), body: noise(said.Bytes)})
	case said.As != "":
		r = r.Clone(r.Context())
		r.URL.Path = said.As
		s.answerPath(out, r)
	default:
		s.answerPath(out, r)
	}
}

func (s *Site) answerPath(w http.ResponseWriter, r *http.Request) {
	if f, ok := s.file(r.URL.Path); ok {
		send(w, r, lifetime(f), f)
		return
	}
	s.routes().ServeHTTP(w, r)
}

func (s *Site) answerThirdParty(w http.ResponseWriter, r *http.Request) {
	if s.faults.answer(w, r) {
		return
	}
	if f, ok := s.current().thirdParty[r.URL.Path]; ok {
		send(w, r, lifetime(f), f)
		return
	}
	http.NotFound(w, r)
}

func lifetime(f file) string {
	switch {
	case f.hashed:
		return forever
	case strings.HasPrefix(f.contentType, "image/"), strings.HasPrefix(f.contentType, "video/"):
		return aDay
	}
	return ask
}

// send answers with the bytes, or a part of them, or 304 where the client has
// them already.
func send(w http.ResponseWriter, r *http.Request, lifetime string, f file) {
	sum := sha256.Sum256(f.body)
	w.Header().Set("Content-Type", f.contentType)
	w.Header().Set("Cache-Control", lifetime)
	w.Header().Set("Site", siteName)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}

// sendStatus answers with the bytes under another status than 200.
func sendStatus(w http.ResponseWriter, status int, lifetime string, f file) {
	w.Header().Set("Content-Type", f.contentType)
	w.Header().Set("Cache-Control", lifetime)
	w.Header().Set("Site", siteName)
	w.Header().Set("Content-Length", strconv.Itoa(len(f.body)))
	w.WriteHeader(status)
	_, _ = w.Write(f.body) // a client that hangs up is none of our business
}

// altered changes the status and the headers of an answer as the fixture says,
// whatever the handler set.
type altered struct {
	http.ResponseWriter
	said fixtures.Answer
	done bool
}

func (a *altered) WriteHeader(status int) {
	if a.done {
		return
	}
	a.done = true
	for name, value := range a.said.Headers {
		if value == "" {
			a.Header().Del(name)
		} else {
			a.Header().Set(name, value)
		}
	}
	if status == http.StatusOK {
		status = cmp.Or(a.said.Status, status)
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *altered) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.ResponseWriter.Write(p)
}

// noise returns bytes that do not compress, always the same.
func noise(n int64) []byte {
	body := make([]byte, 0, n+sha256.Size)
	sum := sha256.Sum256(nil)
	for int64(len(body)) < n {
		body = append(body, sum[:]...)
		sum = sha256.Sum256(sum[:])
	}
	return body[:n]
}
