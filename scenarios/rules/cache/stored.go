package cache

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// An item is one stored response, with the session that stored it.
type item struct{ reading.StoredEntry }

func (i item) evidence(text string, args ...any) finding.Evidence {
	return finding.Evidence{Kind: finding.OfCacheEntry, URL: i.URL, Cache: i.Cache, Text: fmt.Sprintf(text, args...), Exchange: i.Exchange}
}

// items returns what is stored, each URL in each cache once.
func items(o *observation.Observations) []item {
	var all []item
	for _, s := range reading.StoredEntries(o) {
		all = append(all, item{s})
	}
	return all
}

// atMost keeps the evidence of a finding readable.
func atMost(evidence []finding.Evidence) []finding.Evidence {
	return evidence[:min(len(evidence), 10)]
}

func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", and one more"
	}
	return fmt.Sprintf(", and %d more", n)
}
