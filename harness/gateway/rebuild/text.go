package rebuild

import (
	"bytes"
	"mime"
	"net/http"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// kind tells what a text is, which decides how it can be marked.
type kind int

const (
	notText  kind = iota // or a text that cannot be changed safely
	document             // HTML and XHTML
	script
	style
	data // JSON, the web app manifest included
)

// A text is a text resource of a build.
type text struct {
	url    string // absolute, as build A names it
	kind   kind
	header http.Header
	body   []byte

	names   []string // in a text of build A, that may tell a version
	scanned bool
}

// kindOf tells what an answer with the header is.
func kindOf(header http.Header) kind {
	contentType := header.Get("Content-Type")
	media, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		media = strings.TrimSpace(media)
	}
	if !keepsASCII(parameters["charset"]) {
		return notText
	}
	switch {
	case observation.IsHTML(media):
		return document
	case observation.IsJavaScript(media):
		return script
	case media == "text/css":
		return style
	case media == "application/json", media == "text/json", strings.HasSuffix(media, "+json"):
		return data
	}
	return notText
}

// keepsASCII reports whether ASCII is written in the charset as it is, so that
// names can be found in such a text and a comment be added. Of the charsets that
// browsers know, all do but these.
//
// Source: https://encoding.spec.whatwg.org/#names-and-labels
func keepsASCII(charset string) bool {
	charset = strings.ToLower(charset)
	for _, other := range []string{"utf-16", "utf16", "ucs-2", "unicode", "csunicode", "iso-10646-ucs-2", "iso-2022-jp"} {
		if strings.HasPrefix(charset, other) {
			return false
		}
	}
	return true
}

// isWide reports whether the text begins with the byte order mark of UTF-16.
func isWide(body []byte) bool {
	return bytes.HasPrefix(body, []byte{0xFE, 0xFF}) || bytes.HasPrefix(body, []byte{0xFF, 0xFE})
}
