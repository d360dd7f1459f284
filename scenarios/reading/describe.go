package reading

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Describe says in a few words what a visit shows, and from where.
func Describe(shows finding.Shows, v observation.Visit) string {
	switch shows {
	case finding.ShowsError:
		return "the browser's error page (" + v.Error + ")"
	case finding.ShowsBlank:
		return "a blank page, " + From(v)
	case finding.ShowsFallback:
		return "the fallback page, " + From(v)
	case finding.ShowsShell:
		return "a shell without the page's content, " + From(v)
	case finding.ShowsOther:
		if len(v.Downloads) > 0 {
			return "a download"
		}
		if !Readable(v) {
			return "a " + v.MIMEType + ", " + From(v)
		}
		return fmt.Sprintf("another page (%q), %s", Title(v), From(v))
	}
	return "the page, " + From(v)
}

// From says who answered with the document of a visit; see [likeness.From].
func From(v observation.Visit) string { return likeness.From(v) }

// Title returns what a visit calls itself, or the beginning of its text; see
// [likeness.Title].
func Title(v observation.Visit) string { return likeness.Title(v) }

// OfVisit is the evidence that a visit gives.
func OfVisit(v observation.Visit, text string) finding.Evidence {
	return finding.Evidence{Kind: finding.OfVisit, URL: v.URL, Cache: v.Cache, Exchange: v.Exchange, Text: text}
}

// OfRequests is the evidence that failed requests give, one each, and at most
// as many as help.
func OfRequests(requests []observation.Request) []finding.Evidence {
	const most = 20
	var all []finding.Evidence
	for i, r := range requests {
		if i == most {
			break
		}
		all = append(all, finding.Evidence{
			Kind: finding.OfRequest, URL: r.URL, Cache: r.Cache, Exchange: r.Exchange,
			Text: r.Destination + ": " + Failure(r),
		})
	}
	return all
}

// OfEntry is the evidence that a stored response gives.
func OfEntry(cache string, e observation.CacheEntry, text string) finding.Evidence {
	return finding.Evidence{Kind: finding.OfCacheEntry, URL: e.URL, Cache: cache, Exchange: e.Exchange, Text: text}
}

// Paths lists the paths of the requests' URLs for a message: the first three,
// and how many more there are.
func Paths(requests []observation.Request) string {
	const most = 3
	var paths []string
	for i, r := range requests {
		if i == most {
			return fmt.Sprintf("%s and %d more", strings.Join(paths, ", "), len(requests)-most)
		}
		paths = append(paths, Path(r.URL))
	}
	return strings.Join(paths, ", ")
}
