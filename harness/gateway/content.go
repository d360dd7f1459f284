package gateway

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/swcheck/swcheck/observation"
)

// contentHash hashes a body as a page is given it, decompressed. The same
// content comes compressed to one request and plain to another, so the bytes on
// the wire do not tell whether it is the same.
type contentHash struct {
	encoding string
	body     []byte // as on the wire
	full     bool   // it is larger than what is looked at
}

// newContentHash returns nil where the bytes on the wire are the content.
func newContentHash(header http.Header) *contentHash {
	encoding := encodingOf(header)
	if encoding == "" {
		return nil
	}
	return &contentHash{encoding: encoding}
}

func (c *contentHash) Write(p []byte) (int, error) {
	c.full = c.full || len(c.body)+len(p) > maxOriginal
	if c.full {
		c.body = nil
	} else {
		c.body = append(c.body, p...)
	}
	return len(p), nil
}

// sum returns the hash in hex, or "" where the body cannot be read.
func (c *contentHash) sum() string {
	if c == nil || c.full {
		return ""
	}
	plain, err := decompress(c.encoding, c.body)
	if err != nil {
		return ""
	}
	return hexSum(plain)
}

func hexSum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

func encodingOf(header http.Header) string {
	encoding := strings.ToLower(strings.Join(header.Values("Content-Encoding"), ","))
	if encoding == "identity" {
		return ""
	}
	return encoding
}

// decompress reads a body that is compressed as browsers understand it. It is
// an error when it is larger than 32 MiB: a hostile one is small on the wire.
func decompress(encoding string, body []byte) ([]byte, error) {
	reader, err := decompressor(encoding, body)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	plain, err := io.ReadAll(io.LimitReader(reader, maxOriginal+1))
	if err == nil && len(plain) > maxOriginal {
		err = fmt.Errorf("larger than %d bytes", maxOriginal)
	}
	return plain, err
}

func decompressor(encoding string, body []byte) (io.ReadCloser, error) {
	source := bytes.NewReader(body)
	switch encoding {
	case "":
		return io.NopCloser(source), nil
	case "gzip", "x-gzip":
		return gzip.NewReader(source)
	case "br":
		return io.NopCloser(brotli.NewReader(source)), nil
	case "zstd":
		decoder, err := zstd.NewReader(source, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return decoder.IOReadCloser(), nil
	case "deflate":
		// The name stands for zlib, and some servers send bare deflate.
		if reader, err := zlib.NewReader(source); err == nil {
			return reader, nil
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	}
	return nil, fmt.Errorf("the content encoding %s is not known", encoding)
}

// Content returns the SHA-256 of the body in hex. It can be compared with
// [observation.Exchange.Content] where the body is not compressed.
func (r Response) Content() string { return hexSum(r.Body) }

// PlainBody returns the body that was kept of an exchange, decompressed. It is
// false where none was kept, or not the whole, or it cannot be read.
func PlainBody(x observation.Exchange) ([]byte, bool) {
	if len(x.Body) == 0 || int64(len(x.Body)) != x.BodyBytes {
		return nil, false
	}
	plain, err := decompress(encodingOf(http.Header(x.ResponseHeader)), x.Body)
	return plain, err == nil
}
