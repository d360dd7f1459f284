package observation

import "strings"

func mediaType(contentType string) string {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// IsHTML reports whether the media type is one that browsers show as a page.
func IsHTML(mimeType string) bool {
	switch mediaType(mimeType) {
	case "text/html", "application/xhtml+xml":
		return true
	}
	return false
}

// IsJavaScript reports whether the media type is one under which browsers run
// a script, and so the only ones under which a worker registers.
//
// Source: https://mimesniff.spec.whatwg.org/#javascript-mime-type
func IsJavaScript(mimeType string) bool {
	switch mediaType(mimeType) {
	case "text/javascript", "application/javascript", "application/ecmascript",
		"application/x-ecmascript", "application/x-javascript", "text/ecmascript",
		"text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
		"text/javascript1.3", "text/javascript1.4", "text/javascript1.5",
		"text/jscript", "text/livescript", "text/x-ecmascript", "text/x-javascript":
		return true
	}
	return false
}
