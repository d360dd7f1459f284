package reporter

import (
	"net/url"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// linked makes text that can be clicked on in terminals that know links, and
// leaves it alone elsewhere: the words never depend on it. What a site chose as
// an address is a link only where it is one of the web, and then without a
// character that could end the code that it is written in.
func (t text) linked(address, shown string) string {
	if !t.links || shown == "" {
		return shown
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(address) > longestLink {
		return shown
	}
	return ansi.SetHyperlink(escapedURL(u.String())) + shown + ansi.ResetHyperlink()
}

// longestLink is what terminals take.
//
// Source: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda#length-limits
const longestLink = 2083

// escapedURL percent-encodes all that is no printable ASCII, as the code for
// links demands.
func escapedURL(address string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c > '~' {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
