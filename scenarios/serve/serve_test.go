//go:build unix

package serve_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/swcheck/swcheck/scenarios/serve"
)

// TestMain lets the tests run this program as a server of their own.
func TestMain(m *testing.M) {
	if address := os.Getenv("SERVE_TEST_ADDRESS"); address != "" {
		os.Exit(listen(address, os.Getenv("SERVE_TEST_STUBBORN") != ""))
	}
	os.Exit(m.Run())
}

// listen serves until it is killed, or asked to end where it is not stubborn.
// It answers 503 to the first requests, as servers that warm up do.
func listen(address string, stubborn bool) int {
	if stubborn {
		signal.Ignore(syscall.SIGTERM)
	}
	fmt.Println("serving at", address)
	var mu sync.Mutex
	left := 2
	err := http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if left--; left >= 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	fmt.Println(err)
	return 1
}

// server is a command that serves at the address.
func server(address string) string {
	return fmt.Sprintf("SERVE_TEST_ADDRESS=%s %q", address, os.Args[0])
}

// free returns an address at which nobody listens.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func answers(address string) bool {
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err == nil {
		c.Close()
	}
	return err == nil
}

// begin starts a site and waits for it; one that does not come is stopped.
func begin(ctx context.Context, o serve.Options) (*serve.Site, error) {
	site, err := serve.Start(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := site.Await(ctx); err != nil {
		site.Stop()
		return nil, err
	}
	return site, nil
}

func TestStopsEverythingThatWasStarted(t *testing.T) {
	for name, ending := range map[string]func(*serve.Site){"stop": (*serve.Site).Stop, "kill": (*serve.Site).Kill} {
		t.Run(name, func(t *testing.T) {
			a, b, c := free(t), free(t), free(t)
			// A child in the background, one of a further shell that prints
			// nowhere, and one that does not end when it is asked to.
			command := server(a) + " & " +
				"(sh -c '" + server(b) + " >/dev/null 2>&1 & wait') & " +
				"SERVE_TEST_STUBBORN=1 " + server(c) + " & wait"
			site, err := begin(t.Context(), serve.Options{Command: command, Ready: "http://" + c + "/"})
			if err != nil {
				t.Fatal(err)
			}
			await(t, a, b)
			if err := site.Died(); err != nil {
				t.Errorf("it lives, and is said to have died: %v", err)
			}
			started := time.Now()
			ending(site)
			if took := time.Since(started); took > 8*time.Second {
				t.Errorf("it took %s", took)
			}
			for _, address := range []string{a, b, c} {
				if answers(address) {
					t.Errorf("the server at %s was left behind", address)
				}
			}
			site.Stop() // once more is no harm
		})
	}
}

// await waits until somebody listens at the addresses.
func await(t *testing.T, addresses ...string) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for _, address := range addresses {
		for !answers(address) {
			select {
			case <-again.C:
			case <-t.Context().Done():
				t.Fatalf("nobody listens at %s", address)
			}
		}
	}
}

func TestTellsWhyTheSiteIsNotThere(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := free(t)
	for _, c := range []struct {
		name, command, ready string
		timeout              time.Duration
		text, hint           string
	}{
		{"dies", "echo started; echo no database >&2; exit 3", "http://" + address, 0,
			"serve: the command \"echo started; echo no database >&2; exit 3\" ended (exit status 3)\nits last output:\n  started\n  no database", "by hand"},
		{"dies with children", "sleep 60 & echo gone; exit 3", "http://" + address, 0, "its last output:\n  gone", "by hand"},
		{"goes into the background", "echo done", "http://" + address, 0, "ended (exit status 0)", "foreground"},
		{"no such program", "no-such-program-anywhere", "http://" + address, 0, "ended (exit status 127)", "install the program"},
		{"never answers", "echo waiting; exec sleep 60", "http://" + address, 300 * time.Millisecond,
			"serve: http://" + address + " did not answer within 300ms of the start of \"echo waiting; exec sleep 60\": dial tcp", "ready is the address"},
		{"is there already", "true", "http://" + taken.Addr().String(), 0, "something answers at http://" + taken.Addr().String() + " already", "reuse: true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			started := time.Now()
			_, err := begin(t.Context(), serve.Options{Command: c.command, Ready: c.ready, Timeout: c.timeout})
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), c.text) {
				t.Errorf("got %q, want %q", err, c.text)
			}
			if hint := err.(interface{ Hint() string }).Hint(); !strings.Contains(hint, c.hint) {
				t.Errorf("hint: got %q, want %q", hint, c.hint)
			}
			if took := time.Since(started); took > 4*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestTakesWhatIsThere(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	site, err := begin(t.Context(), serve.Options{Command: "exit 1", Ready: "http://" + taken.Addr().String(), Reuse: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := site.Died(); err != nil {
		t.Error(err)
	}
	site.Stop()
	if !answers(taken.Addr().String()) {
		t.Error("what was there before was ended")
	}
}

func TestIsCalledOff(t *testing.T) {
	child := free(t)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		await(t, child)
		cancel()
	}()
	_, err := begin(ctx, serve.Options{Command: server(child) + " & exec sleep 60", Ready: "http://" + free(t)})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if answers(child) {
		t.Error("a child was left behind")
	}
}

func TestTellsThatTheSiteDied(t *testing.T) {
	address, gate := free(t), filepath.Join(t.TempDir(), "gate")
	if err := syscall.Mkfifo(gate, 0o600); err != nil {
		t.Fatal(err)
	}
	command := server(address) + " & read -r _ < '" + gate + "'; kill -9 $!; exit 4"
	site, err := begin(t.Context(), serve.Options{Command: command, Ready: "http://" + address})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Stop()
	if err := site.Died(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gate, []byte("end\n"), 0); err != nil {
		t.Fatal(err)
	}
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for site.Died() == nil {
		select {
		case <-again.C:
		case <-t.Context().Done():
			t.Fatal("it did not die")
		}
	}
	if text := site.Died().Error(); !strings.Contains(text, "exit status 4") || !strings.Contains(text, "serving at") {
		t.Errorf("got %q", text)
	}
}
