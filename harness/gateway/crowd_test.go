package gateway_test

import (
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

const crowd = 1000

var _ = Describe("A thousand requests side by side", func() {
	It("are all answered, each under a number of its own", limit, func(ctx SpecContext) {
		// Nobody is answered before all are there.
		var arrived sync.WaitGroup
		arrived.Add(crowd)
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			arrived.Done()
			arrived.Wait()
			hello(w, req)
		})
		r := open(gateway.Options{})
		bodies := make([]string, crowd)
		var clients sync.WaitGroup
		for i := range crowd {
			clients.Go(func() {
				defer GinkgoRecover()
				_, bodies[i] = r.get(ctx, fmt.Sprintf("%s/%d", s.URL, i))
			})
		}
		clients.Wait()
		Expect(s.hits.Load()).To(BeEquivalentTo(crowd))
		for i, body := range bodies {
			Expect(body).To(Equal(fmt.Sprintf("hello /%d", i)))
		}
		for i, x := range r.Exchanges() {
			u, err := url.Parse(x.URL)
			Expect(err).NotTo(HaveOccurred())
			Expect(x.ID).To(Equal(i + 1))
			Expect(x.Outcome).To(Equal(observation.Answered))
			Expect(x.BodySHA256).To(Equal(sha("hello " + u.Path)))
		}
		Expect(r.InFlight()).To(BeEmpty())
	})

	It("meet every state of the wire while it changes, and the log tells what the server saw", limit, func(ctx SpecContext) {
		var mu sync.Mutex
		seen := map[string]bool{}
		s := serveTLS(func(w http.ResponseWriter, req *http.Request) {
			mu.Lock()
			seen[req.URL.Path] = true
			mu.Unlock()
			hello(w, req)
		})
		r := open(gateway.Options{RootCAs: s.roots()})
		r.client.Transport.(*http.Transport).MaxConnsPerHost = 50
		var clients sync.WaitGroup
		for i := range crowd {
			clients.Go(func() {
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/%d", s.URL, i), nil)
				if err == nil {
					resp, _ := r.client.Do(req)
					drop(resp)
				}
			})
		}
		stopped := make(chan struct{})
		switched := async(func() error { r.switchUntil(stopped, s.Listener.Addr().String()); return nil })
		clients.Wait()
		close(stopped)
		Eventually(ctx, switched).Should(Receive())

		r.SetNetwork(gateway.Online)
		_, body := r.get(ctx, s.URL+"/last")
		Expect(body).To(Equal("hello /last"))
		r.client.CloseIdleConnections()
		r.SetNetwork(gateway.Offline)
		Expect(r.InFlight()).To(BeEmpty())
		mu.Lock()
		defer mu.Unlock()
		r.agreesWith(s, seen)
	})
})

// switchUntil goes through the states of the wire, each for as long as it takes
// ten more exchanges to start or a moment to pass.
func (r *rig) switchUntil(stopped <-chan struct{}, host string) {
	states := []gateway.Condition{
		gateway.Online, gateway.LieFi, gateway.Online, gateway.Offline, gateway.Online, gateway.Stall(3),
		gateway.Slow(time.Millisecond, 10_000), gateway.Reset, gateway.Status(503), gateway.Offline,
		gateway.CaptivePortal(gateway.Portal{}), gateway.Block(host), gateway.LieFi, gateway.Offline,
	}
	started := make(chan struct{}, crowd)
	cancel := r.Watch(func(gateway.Event) {
		select {
		case started <- struct{}{}:
		default:
		}
	})
	defer cancel()
	for i := 0; ; i++ {
		r.SetNetwork(states[i%len(states)])
		if !tenOrPause(started, stopped) {
			return
		}
	}
}

// tenOrPause waits for ten exchanges or a moment: while the wire holds back
// whatever comes, nothing more starts. It returns false when all is over.
func tenOrPause(started, stopped <-chan struct{}) bool {
	pause := time.NewTimer(5 * time.Millisecond)
	defer pause.Stop()
	for range 10 {
		select {
		case <-started:
		case <-pause.C:
			return true
		case <-stopped:
			return false
		}
	}
	return true
}

// agreesWith compares the log with what the server counted.
func (r *rig) agreesWith(s *site, seen map[string]bool) {
	GinkgoHelper()
	left := map[string]bool{}
	for i, x := range r.Exchanges() {
		Expect(x.ID).To(Equal(i + 1))
		Expect(x.Outcome).NotTo(Equal(observation.InFlight))
		path := x.URL[len(s.URL):]
		left[path] = left[path] || x.LeftBrowser()
		if x.Outcome == observation.Answered {
			Expect(seen).To(HaveKey(path))
			Expect(x.BodySHA256).To(Equal(sha("hello " + path)))
		}
	}
	for path := range seen {
		Expect(left[path]).To(BeTrue(), "the server saw %s, and the log says that it never left", path)
	}
}
