package cache

import (
	"testing"

	"github.com/swcheck/swcheck/observation"
)

func TestOwnURLsAreNamedByTheirPaths(t *testing.T) {
	o := &observation.Observations{Target: "http://localhost:8000/shop/"}
	for url, want := range map[string]string{
		"http://localhost:8000/hours.html?day=2": "/hours.html?day=2",
		"http://localhost:9000/hours.html":       "http://localhost:9000/hours.html",
		"https://cdn.test/logo.png":              "https://cdn.test/logo.png",
	} {
		if got := named(o, url); got != want {
			t.Errorf("%s is named %s, want %s", url, got, want)
		}
	}
}
