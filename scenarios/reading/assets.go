package reading

import (
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Unusable reports whether a request got no answer that serves its purpose: it
// failed, or HTML came for something that cannot be HTML; see
// [likeness.Unusable].
func Unusable(r observation.Request) bool { return likeness.Unusable(r) }

// IsHTMLForAsset reports whether HTML was answered to a request for a script,
// style sheet, image or font; see [likeness.IsHTMLForAsset].
func IsHTMLForAsset(r observation.Request) bool { return likeness.IsHTMLForAsset(r) }

// Failure says in a few words why a request is unusable; see
// [likeness.Failure].
func Failure(r observation.Request) string { return likeness.Failure(r) }

// FailedAssets returns the requests of a visit for anything but its document
// that got no usable answer, one per URL, either those of the page's own origin
// or those of others; see [likeness.FailedAssets].
func FailedAssets(v observation.Visit, sameOrigin bool) []observation.Request {
	return likeness.FailedAssets(v, sameOrigin)
}

// Succeeded reports whether a visit got a usable answer for the URL; see
// [likeness.Succeeded].
func Succeeded(v observation.Visit, address string) bool { return likeness.Succeeded(v, address) }

// FailedCode returns the same-origin scripts and style sheets of a visit that
// got no usable answer, without those that failed online too; see
// [likeness.FailedCode].
func FailedCode(got, online observation.Visit) []observation.Request {
	return likeness.FailedCode(got, online)
}

// FailedForeignCode returns the scripts, style sheets and fonts of other
// origins that a visit did not get, without those that failed online too; see
// [likeness.FailedForeignCode].
func FailedForeignCode(got, online observation.Visit) []observation.Request {
	return likeness.FailedForeignCode(got, online)
}

// IsPart reports whether a request is for something that a page is made of: a
// script, style sheet, image or font; see [likeness.IsPart].
func IsPart(r observation.Request) bool { return likeness.IsPart(r) }
