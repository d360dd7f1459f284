package rebuild

import "regexp"

func init() {
	register(recogniser{name: "precache-pairs", recognise: recognisePairs})
}

// pair finds ["url","hash"] as sw-precache lists what its workers store.
//
// Source: https://github.com/GoogleChromeLabs/sw-precache/blob/master/service-worker.tmpl
var pair = regexp.MustCompile(`\[\s*["']([^"'\n]+)["']\s*,\s*["']([0-9a-f]{8,128})["']\s*\]`)

func recognisePairs(s *survey) change {
	if !s.anyWorkerText(pair.Match) {
		return nil
	}
	return inWorkers(func(b *build, body []byte) []byte { return rehash(b, body, pair, 1, 2) })
}

// rehash shifts the hashes that a pattern finds, but for those of media, whose
// bytes stay the same.
func rehash(b *build, body []byte, pattern *regexp.Regexp, url, hash int) []byte {
	shift := newShift(b.name)
	var edits []edit
	for _, m := range pattern.FindAllSubmatchIndex(body, -1) {
		if isMedia(string(body[m[2*url]:m[2*url+1]])) {
			continue
		}
		from, to := m[2*hash], m[2*hash+1]
		edits = append(edits, edit{from, to, shift.of(string(body[from:to]))})
	}
	return apply(body, edits)
}
