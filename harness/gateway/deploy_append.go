package gateway

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// appendTo adds bytes to the end of what the upstream answers, as it streams.
func appendTo(endings urlMap[[]byte], build string) step {
	return func(req *http.Request, fetch fetcher) (*answer, error) {
		ending, ok := endings.find(req.URL)
		if !ok || !isRead(req) {
			return nil, nil
		}
		resp, err := fetch(withoutRange(plain(req)))
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusOK {
			return &answer{Response: resp}, nil
		}
		if err := decode(resp); err != nil {
			return &answer{Response: resp, note: "deploy: " + err.Error()}, nil
		}
		lengthen(resp, req, ending, build)
		return &answer{Response: resp, played: true}, nil
	}
}

func withoutRange(req *http.Request) *http.Request {
	req.Header.Del("Range")
	req.Header.Del("If-Range")
	return req
}

func lengthen(resp *http.Response, req *http.Request, ending []byte, build string) {
	length := resp.ContentLength
	renew(resp.Header)
	resp.Header.Set("Etag", tag(build, ending))
	resp.ContentLength = -1
	if length >= 0 {
		resp.ContentLength = length + int64(len(ending))
		resp.Header.Set("Content-Length", strconv.FormatInt(resp.ContentLength, 10))
	}
	if req.Method != http.MethodHead {
		resp.Body = bodyOf(io.MultiReader(resp.Body, bytes.NewReader(ending)), resp.Body)
	}
}

// decode makes a body readable that comes compressed although nobody asked for
// that. Only gzip can be read.
func decode(resp *http.Response) error {
	switch encoding := strings.ToLower(resp.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
		return nil
	case "gzip", "x-gzip":
		resp.Header.Del("Content-Encoding")
		resp.Header.Del("Content-Length")
		resp.ContentLength = -1
		resp.Body = bodyOf(&gunzip{source: resp.Body}, resp.Body)
		return nil
	default:
		return fmt.Errorf("%w: the server sends %s although plain text was asked for", errEncoding, encoding)
	}
}

var errEncoding = errors.New("the body cannot be changed")

// gunzip reads the gzip header when the body is read, not before: the server
// may not have sent it yet.
type gunzip struct {
	source io.Reader
	reader *gzip.Reader
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.reader == nil {
		reader, err := gzip.NewReader(g.source)
		if err != nil {
			return 0, err
		}
		g.reader = reader
	}
	return g.reader.Read(p)
}

func bodyOf(r io.Reader, c io.Closer) io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{r, c}
}
