package rebuild

import (
	"context"
	"regexp"
)

func init() {
	register(recogniser{name: "precache-pairs", read: readBy(pair), recognise: recognisePairs})
}

// pair finds ["url","hash"] as sw-precache lists what its workers store.
//
// Source: https://github.com/GoogleChromeLabs/sw-precache/blob/master/service-worker.tmpl
var pair = regexp.MustCompile(`\[\s*["']([^"'\n]+)["']\s*,\s*["']([0-9a-f]{8,128})["']\s*\]`)

func recognisePairs(s *survey) change {
	if !s.anyWorkerText(pair.Match) {
		return nil
	}
	return inWorkers(func(b *build, body []byte) []byte { return rehash(b, body, pair) })
}

// readBy reads what a pattern finds in workers' scripts.
func readBy(pattern *regexp.Regexp) func(context.Context, *survey) {
	return func(ctx context.Context, s *survey) {
		s.readListed(ctx, func(body []byte) (urls []string) {
			for _, m := range pattern.FindAllSubmatch(body, -1) {
				urls = append(urls, string(m[1]))
			}
			return urls
		})
	}
}

// rehash shifts the hashes that a pattern finds after URLs, but for those of media, whose
// bytes stay the same.
func rehash(b *build, body []byte, pattern *regexp.Regexp) []byte {
	shift := newShift(b.name)
	var edits []edit
	for _, m := range pattern.FindAllSubmatchIndex(body, -1) {
		if isMedia(string(body[m[2]:m[3]])) {
			continue
		}
		from, to := m[4], m[5]
		edits = append(edits, edit{from, to, shift.of(string(body[from:to]))})
	}
	return apply(body, edits)
}
