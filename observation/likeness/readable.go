package likeness

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// WrongType reports whether a navigation that leads to a document online is
// answered with something that nobody can read as one.
func WrongType(online, v observation.Visit) bool {
	if len(v.Downloads) > 0 && len(online.Downloads) == 0 {
		return true
	}
	return v.Error == "" && observation.IsHTML(online.MIMEType) && !Readable(v)
}

// Readable reports whether what is shown is a document for people: HTML, or
// plain text that is no mark-up. Markup as plain text is what visitors get of
// new Response("<h1>…") without a Content-Type.
func Readable(v observation.Visit) bool {
	kind, _, _ := strings.Cut(strings.ToLower(v.MIMEType), ";")
	if strings.TrimSpace(kind) == "text/plain" {
		return !strings.Contains(v.Text, "</") && !strings.Contains(strings.ToLower(v.Text), "<!doctype")
	}
	return v.MIMEType == "" || observation.IsHTML(v.MIMEType)
}
