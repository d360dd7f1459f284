package rebuild

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness/gateway"
)

// maxText bounds what is changed; larger bodies pass as they are.
const maxText = 32 << 20

// A build is one that is made out of build A.
type build struct {
	plan    *Plan
	name    string
	table   *table
	at      time.Time // of the deploy
	content bool      // only the content is new, not the worker
	depth   int       // of texts that are made for the hash of another
}

// answer is the Func of the gateway's deploy.
func (b *build) answer(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		return nil, false
	}
	at, moved := b.locate(req.URL)
	if moved && original.Move(at) != nil {
		return nil, false
	}
	if b.leaves(at) || b.content && isUpdateCheck(req) {
		return nil, false
	}
	status, header, err := original.Header()
	if err != nil {
		return nil, false
	}
	if k := kindOf(header); k != notText && !isLarge(header) && !isEmpty(status) {
		return b.rewritten(req, original, &text{url: at, kind: k, header: header})
	}
	if b.renameHeader(header.Clone()) {
		return b.redirected(original)
	}
	return nil, false
}

// rewritten answers with the build's text.
func (b *build) rewritten(req *http.Request, original *gateway.Original, t *text) (*gateway.Response, bool) {
	r, err := original.Response()
	if err != nil || isWide(r.Body) {
		return nil, false
	}
	t.body = r.Body
	body := b.make(t)
	renamed := b.renameHeader(r.Header)
	renewed := b.renewPolicy(r.Header, t, body)
	if !renamed && !renewed && bytes.Equal(body, t.body) {
		return nil, false
	}
	r.Body = body
	tag := tagOf(r.Body)
	r.Header.Set("Etag", tag)
	if r.Header.Get("Last-Modified") != "" {
		// Browsers keep what has no lifetime for a part of its age.
		r.Header.Set("Last-Modified", b.at.UTC().Format(http.TimeFormat))
	}
	if r.Status == http.StatusOK && names304(req.Header.Get("If-None-Match"), tag) {
		return &gateway.Response{Status: http.StatusNotModified, Header: r.Header}, true
	}
	return r, true
}

// redirected answers with what has no text but names an asset in its header.
func (b *build) redirected(original *gateway.Original) (*gateway.Response, bool) {
	r, err := original.Response()
	if err != nil {
		return nil, false
	}
	b.renameHeader(r.Header)
	return r, true
}

// make changes a text of build A into the build's.
func (b *build) make(t *text) []byte {
	body := t.body
	if !b.content {
		for _, c := range b.plan.changes {
			body = c(b, t, body)
		}
	}
	for _, c := range b.plan.last {
		body = c(b, t, body)
	}
	if !b.isPromised(t) && !b.plan.survey.manifests[withoutQuery(t.url)] {
		body = mark(t.kind, body, b.name)
	}
	return body
}

// locate returns the URL as build A has it.
func (b *build) locate(u *url.URL) (string, bool) {
	a := *u
	a.Fragment, a.RawFragment = "", ""
	path, moved := b.table.original(u.EscapedPath())
	if moved {
		if plain, err := url.PathUnescape(path); err == nil {
			a.Path, a.RawPath = plain, path
		}
	}
	query, other := b.originalQuery(&a)
	a.RawQuery = query
	return a.String(), moved || other
}

// leaves reports whether what the URL stands for is the same in the build. It is
// asked for as the browser asks, then.
func (b *build) leaves(at string) bool {
	s := b.plan.survey
	if isMedia(at) || s.kept[at] || s.steady[withoutQuery(at)] {
		return true
	}
	return b.content && (s.isWorkers(at) || s.manifests[withoutQuery(at)])
}

// isUpdateCheck reports whether the browser asks for a worker's script.
//
// Source: https://w3c.github.io/ServiceWorker/#service-worker-script-request
func isUpdateCheck(req *http.Request) bool { return req.Header.Get("Service-Worker") == "script" }

// renameHeader writes the build's names into what header fields name.
func (b *build) renameHeader(header http.Header) (changed bool) {
	for _, name := range []string{"Link", "Location", "Content-Location", "Content-Security-Policy"} {
		for i, value := range header[name] {
			renamed := string(b.table.rename([]byte(value)))
			changed = changed || renamed != value
			header[name][i] = renamed
		}
	}
	return changed
}

// isEmpty reports whether answers with the status carry no body.
func isEmpty(status int) bool {
	return status == http.StatusNoContent || status == http.StatusResetContent || status == http.StatusNotModified
}

func isLarge(header http.Header) bool {
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	return err == nil && length > maxText
}

func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"swcheck-` + hex.EncodeToString(sum[:8]) + `"`
}

// names304 reports whether an If-None-Match names the tag.
func names304(condition, tag string) bool {
	for _, one := range strings.Split(condition, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
			return true
		}
	}
	return false
}
