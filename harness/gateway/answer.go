package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"strconv"
)

// answer is what a request is answered with.
type answer struct {
	*http.Response
	played bool   // the gateway made the body
	note   string // what could not be done, for the log
}

// open stamps and logs the head of an answer and gates its body.
func (a *answer) open(c crossing) {
	resp := a.Response
	c.entry.respond(resp, a.played, a.note)
	resp.Header.Set(StampHeader, strconv.Itoa(c.entry.x.ID))
	for _, name := range []string{"Content-Type", "Date"} {
		// A server of net/http makes up what is missing. A script without a
		// type must reach the browser without one.
		if _, ok := resp.Header[name]; !ok {
			resp.Header[name] = nil
		}
	}
	c.out.prepare(resp)
	body := &gatedBody{
		gatedReader: gatedReader{gate: c.gate, source: resp.Body},
		Closer:      resp.Body,
		out:         c.out,
	}
	if c.out.length != 0 {
		body.exhaust(c.entry.ledger.now().period)
	}
	resp.Body = body
}

// gatedBody is a body on its way to the browser.
type gatedBody struct {
	gatedReader
	io.Closer
	out *answerWriter
}

func (b *gatedBody) Read(p []byte) (int, error) {
	n, err := b.gatedReader.Read(p)
	if err != nil && err != io.EOF {
		// goproxy ends an answer quietly when its body breaks; the exchange
		// must end as broken.
		b.out.err = err
	}
	return n, err
}

// answerWriter writes an answer to the browser, each piece at once, and counts
// and hashes what it writes.
type answerWriter struct {
	http.ResponseWriter
	gateway *Gateway
	entry   *entry
	head    bool // a HEAD request: no body follows

	length int64 // of the body; -1 when nobody said it
	hash   hash.Hash
	plain  *contentHash // nil where nothing is compressed
	keep   bool
	kept   []byte
	done   bool
	err    error // why the answer is not whole
}

func (w *answerWriter) through(pass gate) crossing { return crossing{gate: pass, out: w} }

// prepare learns from the head of the answer how the body is to be treated.
func (w *answerWriter) prepare(resp *http.Response) {
	w.length = resp.ContentLength
	if w.head || !mayHaveBody(resp.StatusCode) {
		w.length = 0
		return
	}
	w.hash = sha256.New()
	w.plain = newContentHash(resp.Header)
	if keep := w.gateway.options.KeepBody; keep != nil {
		w.entry.ledger.mu.Lock()
		x := w.entry.snapshot()
		w.entry.ledger.mu.Unlock()
		w.keep = keep(x)
	}
}

func (w *answerWriter) WriteHeader(status int) {
	if w.length == 0 {
		w.complete()
	}
	w.ResponseWriter.WriteHeader(status)
	w.Flush()
}

func (w *answerWriter) Write(p []byte) (int, error) {
	passed := w.entry.passed.Add(int64(len(p)))
	if w.hash != nil {
		w.hash.Write(p)
	}
	if w.plain != nil {
		_, _ = w.plain.Write(p)
	}
	if room := w.gateway.options.MaxBody - int64(len(w.kept)); w.keep && room > 0 {
		w.kept = append(w.kept, p[:min(int64(len(p)), room)]...)
	}
	if passed == w.length {
		w.complete()
	}
	n, err := w.ResponseWriter.Write(p)
	if err != nil {
		w.fail(len(p) - n)
		return n, err
	}
	w.Flush()
	return n, nil
}

// complete logs that the answer is whole. It comes just before the last byte is
// written, so that whoever has the whole answer also finds it in the log.
func (w *answerWriter) complete() {
	if w.done {
		return
	}
	w.done = true
	sum := ""
	if w.hash != nil {
		sum = hex.EncodeToString(w.hash.Sum(nil))
	}
	w.entry.answered(sum, w.plain.sum(), w.kept)
}

// fail notes that the browser no longer takes the answer.
func (w *answerWriter) fail(missing int) {
	w.err = errBrowserLeft
	w.entry.passed.Add(-int64(missing))
	if w.done {
		w.entry.revoke(errBrowserLeft.Error())
	}
}

func (w *answerWriter) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

func (w *answerWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
