package likeness

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// From says who answered with the document of a visit.
func From(v observation.Visit) string {
	switch v.ServedBy {
	case observation.ByCacheStorage:
		return "from the cache " + v.Cache
	case observation.ByWorker:
		return "made by the worker"
	case observation.ByHTTPCache:
		return "from the browser's own cache"
	case observation.ByRouter:
		return "from a static route of the worker"
	case observation.ByNobody:
		return "answered by nobody"
	}
	return "from the network"
}

// Title returns what a visit calls itself, or the beginning of its text.
func Title(v observation.Visit) string {
	text := strings.TrimSpace(v.Title)
	if text == "" {
		text = strings.TrimSpace(v.Text)
	}
	const most = 60 // letters
	if letters := []rune(text); len(letters) > most {
		text = string(letters[:most]) + "…"
	}
	return text
}

// ByWorker reports whether the worker itself answered, from a cache, a static
// route or its own code, and did not just pass on what the network gave.
func ByWorker(s observation.ServedBy) bool {
	switch s {
	case observation.ByCacheStorage, observation.ByWorker, observation.ByRouter:
		return true
	}
	return false
}
