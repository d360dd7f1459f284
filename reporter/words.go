package reporter

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/swcheck/swcheck/finding"
)

// label names a URL as short as it can be told from the target's: path and
// query on the target's own origin, else the whole URL.
func label(target, raw string) string {
	base, err := url.Parse(target)
	if err != nil {
		return clean(raw)
	}
	u, err := url.Parse(raw)
	if err != nil || !sameOrigin(base, u) {
		return clean(raw)
	}
	short := readablePath(u)
	if u.RawQuery != "" {
		short += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		short += "#" + u.EscapedFragment()
	}
	return clean(short)
}

func sameOrigin(base, u *url.URL) bool {
	return u.Opaque == "" && u.Scheme == base.Scheme && u.Host == base.Host
}

// readablePath decodes what is percent-encoded only because it is not English,
// and leaves alone what would then read as something else.
func readablePath(u *url.URL) string {
	switch {
	case u.Path == "":
		return "/"
	case utf8.ValidString(u.Path) && !strings.ContainsAny(u.Path, "?#% "):
		return u.Path
	}
	return u.EscapedPath()
}

// atPlace puts the place before what is said of it, unless that names it.
func atPlace(where, said string) string {
	if where == "" || said != "" && where != "/" && strings.Contains(said, where) {
		return said
	}
	return strings.TrimSuffix(where+": "+said, ": ")
}

// count writes a number with its noun: "1 page", "2 pages".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// duration writes milliseconds for people.
func duration(ms float64) string {
	switch {
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	case ms < 60_000:
		return fmt.Sprintf("%.1f s", ms/1000)
	}
	seconds := int(ms/1000 + 0.5)
	return fmt.Sprintf("%d min %02d s", seconds/60, seconds%60)
}

// size writes bytes for people, in decimal units; -1 is unknown.
func size(bytes int64) string {
	switch {
	case bytes < 0:
		return "?"
	case bytes < 1000:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// witness is the gateway's word on whether anything got past the cut wire.
func witness(o finding.Offline) string {
	return count(o.RequestsLeaked, "request") + " left the browser while offline"
}

// evidenceLine tells one evidence in one line: where, what, and the number of
// the exchange.
func evidenceLine(target string, e finding.Evidence) string {
	return evidencePlace(target, e) + evidenceText(e)
}

// evidencePlace names the URL and the cache, unless the text does so already.
func evidencePlace(target string, e finding.Evidence) string {
	text, where := clean(e.Text), ""
	if e.URL != "" {
		if short := label(target, e.URL); short == "/" || !strings.Contains(text, short) {
			where = short
		}
	}
	if e.Cache != "" && !strings.Contains(text, clean(e.Cache)) {
		where = strings.TrimSpace(where + " in cache " + clean(e.Cache))
	}
	if where != "" && text != "" {
		where += ": "
	}
	return where
}

func evidenceText(e finding.Evidence) string {
	if e.Exchange == 0 {
		return clean(e.Text)
	}
	return strings.TrimSpace(clean(e.Text) + fmt.Sprintf(" (exchange %d)", e.Exchange))
}
