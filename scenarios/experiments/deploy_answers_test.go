package experiments

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

func newBuildAt(t *testing.T, address string) Target {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return Target{URL: "http://site.test/start", Deploy: Deploy{Upstream: u}}
}

func TestTheNewBuildAnswers(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/start" {
			t.Errorf("it is asked for %s", r.URL.Path)
		}
		if asked.Add(1) < 3 { // it warms up
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	if err := AwaitNewBuild(t.Context(), newBuildAt(t, server.URL)); err != nil {
		t.Error(err)
	}
	if err := AwaitNewBuild(t.Context(), Target{URL: "http://site.test/"}); err != nil {
		t.Errorf("a deploy that is played: %v", err)
	}
}

func TestTheNewBuildDoesNotAnswer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	// The client's end of a connection is a port that nobody listens on, and that
	// nobody else is given.
	connection, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	address := "http://" + connection.LocalAddr().String()
	err = AwaitNewBuild(t.Context(), newBuildAt(t, address))
	var none *NoNewBuildError
	if !errors.As(err, &none) {
		t.Fatal(err)
	}
	if want := "the new build at " + address + "/start does not answer: connection refused"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if !strings.Contains(none.Hint(), "--deploy-to") {
		t.Errorf("hint: %q", none.Hint())
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := AwaitNewBuild(over, newBuildAt(t, address)); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}
