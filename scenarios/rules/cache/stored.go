package cache

import (
	"fmt"
	"net/url"

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

// named is how a message names a URL: by its path where it is the target's own.
func named(o *observation.Observations, address string) string {
	own, err := url.Parse(o.Target)
	if u, parsed := url.Parse(address); err == nil && parsed == nil && u.Host == own.Host {
		return reading.Path(address)
	}
	return address
}

func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", and so is one more"
	}
	return fmt.Sprintf(", and so are %d more", n)
}
