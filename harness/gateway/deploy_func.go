package gateway

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// maxOriginal bounds the bodies that a deploy's Func is given whole.
const maxOriginal = 32 << 20

// An Original is what the upstream answers to a request. It asks when it is
// first used, without conditions and without compression, and belongs to the
// call of the Func that got it.
type Original struct {
	req   *http.Request
	fetch fetcher

	moved bool // it is not the original for the URL that the browser asked for
	asked bool
	resp  *http.Response
	err   error
	read  *Response
	more  []*Original
}

// Header returns status and header fields of the upstream's answer. A Func that
// has seen enough may return false then: the answer passes as it streams.
func (o *Original) Header() (status int, header http.Header, err error) {
	if !o.asked {
		o.asked = true
		o.resp, o.err = o.fetch(plain(o.req))
	}
	if o.err != nil {
		return 0, nil, o.err
	}
	return o.resp.StatusCode, o.resp.Header, nil
}

// Response returns the whole answer, uncompressed, to be changed at will, also
// where the browser asked for its head or for a part of it. It is an error when
// the body is larger than 32 MiB or cannot be read; where nothing of it is lost,
// the Func may still return false to let it pass.
func (o *Original) Response() (*Response, error) {
	if o.read != nil {
		return o.read, nil
	}
	if err := o.askWhole(); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(o.resp.Body, maxOriginal+1))
	if err != nil {
		// Part of the body is gone, so it cannot pass as it is either.
		o.err = fmt.Errorf("read %s: %w", o.req.URL, err)
		return nil, o.err
	}
	o.resp.Body = bodyOf(io.MultiReader(bytes.NewReader(body), o.resp.Body), o.resp.Body)
	if len(body) > maxOriginal {
		return nil, fmt.Errorf("read %s: larger than %d bytes", o.req.URL, maxOriginal)
	}
	if encoding := encodingOf(o.resp.Header); encoding != "" {
		if body, err = decompress(encoding, body); err != nil {
			return nil, fmt.Errorf("read %s: %w: %w", o.req.URL, errEncoding, err)
		}
		o.resp.Header.Del("Content-Encoding")
		o.resp.Header.Del("Content-Length")
		o.resp.ContentLength = int64(len(body))
	}
	o.read = &Response{Status: o.resp.StatusCode, Header: o.resp.Header.Clone(), Body: body}
	return o.read, nil
}

// askWhole asks again where the upstream answered with the head alone or with a
// part.
func (o *Original) askWhole() error {
	if _, _, err := o.Header(); err != nil {
		return err
	}
	if o.req.Method != http.MethodHead && o.resp.StatusCode != http.StatusPartialContent {
		return nil
	}
	_ = o.resp.Body.Close()
	o.resp, o.err = o.fetch(whole(o.req))
	return o.err
}

// Move makes this the original for another URL, absolute or relative to this
// one: a file that the browser asks for under its new name. When the Func
// returns false, that passes as it streams. It is to be called before anything
// is asked.
func (o *Original) Move(ref string) error {
	other, err := o.At(ref)
	if err != nil {
		return err
	}
	o.more = nil
	o.req, o.moved = other.req, true
	return nil
}

// At returns the original for another URL, absolute or relative to this one,
// such as the old name of a file that has a new one.
func (o *Original) At(ref string) (*Original, error) {
	target, err := url.Parse(ref)
	if err != nil {
		return nil, fmt.Errorf("parse the URL of an original: %w", err)
	}
	req := o.req.Clone(o.req.Context())
	req.URL = o.req.URL.ResolveReference(target)
	req.Host = req.URL.Host
	other := &Original{req: req, fetch: o.fetch}
	o.more = append(o.more, other)
	return other, nil
}

// close ends what was asked for and not used.
func (o *Original) close() {
	if o.resp != nil {
		_ = o.resp.Body.Close()
	}
	o.closeOthers()
}

func (o *Original) closeOthers() {
	for _, other := range o.more {
		other.close()
	}
}

func (o *Original) failed() error {
	if o.resp != nil {
		_ = o.resp.Body.Close()
	}
	return o.err
}

// untouched is the answer that passes when the Func left the request alone.
func (o *Original) untouched() (*answer, error) {
	o.closeOthers()
	switch {
	case !o.asked && o.moved:
		return pass(o.fetch(o.req))
	case !o.asked:
		return nil, nil
	case o.err != nil:
		return nil, o.failed()
	case o.read != nil && o.req.Method == http.MethodHead:
		o.resp.Body = bodyOf(http.NoBody, o.resp.Body)
	case o.read != nil:
		o.resp.Body = bodyOf(bytes.NewReader(o.read.Body), o.resp.Body)
	}
	return &answer{Response: o.resp}, nil
}

// modified returns the Last-Modified that the Func has set: what the upstream
// says is of other bytes.
func (o *Original) modified(r *Response) string {
	modified := r.Header.Get("Last-Modified")
	if o.resp != nil && modified == o.resp.Header.Get("Last-Modified") {
		return ""
	}
	return modified
}

// call lets a function answer.
func call(f func(*http.Request, *Original) (*Response, bool), build string) step {
	return func(req *http.Request, fetch fetcher) (*answer, error) {
		if f == nil {
			return nil, nil
		}
		original := &Original{req: req, fetch: fetch}
		r, ok := f(req, original)
		if !ok || r == nil {
			return original.untouched()
		}
		defer original.close()
		modified := original.modified(r)
		resp := respond(req, *r, build, fetch)
		if modified != "" {
			resp.Header.Set("Last-Modified", modified)
		}
		return &answer{Response: resp, played: true}, nil
	}
}
