package suggest_test

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/suggest"
)

func TestNear(t *testing.T) {
	known := []string{
		"offline/visited-page", "offline/unvisited-page", "cache/opaque", "json", "junit", "text",
		"caches", "http-cache", "audit", "init", "serve", "users", "bash", "fish", "zsh", "maxPages",
	}
	for word, want := range map[string][]string{
		"jsn":                   {"json"},
		"JSON":                  {"json"},
		"visited":               {"offline/visited-page", "offline/unvisited-page"},
		"offline/visited-pages": {"offline/visited-page", "offline/unvisited-page"},
		"opaque":                {"cache/opaque"},
		"yaml-and-more":         {},
		"jsno":                  {"json"},
		"aduit":                 {"audit"},
		"adit":                  {"audit"},
		"serv":                  {"serve"},
		"bsh":                   {"bash"},
		"tcsh":                  {},
		"ssh":                   {"zsh"},
		"iudit":                 {"audit", "init"},
		"pages":                 {"maxPages"},
		"set":                   {},
		"cache":                 {"caches", "cache/opaque", "http-cache"},
		"":                      {},
	} {
		if got := suggest.Near(word, known); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", word, got, want)
		}
	}
}
