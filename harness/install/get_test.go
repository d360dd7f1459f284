package install

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What an index over TLS names must come over TLS too, redirects included.
func TestTLSIsNotGivenUp(t *testing.T) {
	for _, c := range []struct{ address, index, refused string }{
		{"https://a.test/x.zip", "https://b.test/", ""},
		{"http://a.test/x.zip", "http://127.0.0.1:80/", ""},
		{"http://a.test/x.zip", "https://b.test/", "https to http"},
		{"ftp://a.test/x.zip", "http://b.test/", "no web address"},
		{"x.zip", "http://b.test/", "no web address"},
	} {
		err := mayBeAsked(c.address, c.index)
		if (err == nil) != (c.refused == "") || err != nil && !strings.Contains(err.Error(), c.refused) {
			t.Errorf("%s in %s: %v", c.address, c.index, err)
		}
	}
	ask := func(address string) *http.Request { return httptest.NewRequest(http.MethodGet, address, nil) }
	for _, c := range []struct {
		from, to string
		before   int
		refused  bool
	}{
		{"https://a.test/", "https://b.test/", 1, false},
		{"http://a.test/", "http://b.test/", 1, false},
		{"https://a.test/", "http://b.test/", 1, true},
		{"https://a.test/", "https://b.test/", 10, true},
	} {
		via := make([]*http.Request, c.before)
		for i := range via {
			via[i] = ask(c.from)
		}
		if err := stayEncrypted(ask(c.to), via); (err != nil) != c.refused {
			t.Errorf("from %s to %s after %d: %v", c.from, c.to, c.before, err)
		}
	}
}
