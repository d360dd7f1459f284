package harness_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/testsite"
)

// visitor opens a session on a fixture of the test site, in which a worker is in
// charge of the page: what Example does at length.
func visitor(ctx context.Context, fixture string) (*harness.Session, func()) {
	site, err := testsite.Start(fixture)
	if err != nil {
		log.Fatal(err)
	}
	browser, err := harness.Launch(ctx, harness.LaunchOptions{})
	if err != nil {
		log.Fatal(err)
	}
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: site.URL()})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := session.Visit(ctx, "/"); err != nil {
		log.Fatal(err)
	}
	if err := session.Await(ctx, harness.Controlled); err != nil {
		log.Fatal(err)
	}
	return session, func() {
		if err := browser.Close(); err != nil { // with all its sessions
			log.Fatal(err)
		}
		site.Close()
	}
}

// A browser is started, a page is visited, the wire is cut, and the page is
// visited again. The test site stands for yours.
func Example() {
	site, err := testsite.Start("precache")
	if err != nil {
		log.Fatal(err)
	}
	defer site.Close()
	ctx := context.Background()

	browser, err := harness.Launch(ctx, harness.LaunchOptions{}) // finds Chrome, Chromium or Edge
	if err != nil {
		log.Fatal(err)
	}
	defer browser.Close()
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: site.URL()}) // a profile of its own
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()

	online, err := session.Visit(ctx, "/")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("online:  %d by the %s\n", online.Status, online.ServedBy)
	if err := session.Await(ctx, harness.Controlled); err != nil {
		log.Fatal(err) // it says what it was still waiting for
	}

	if err := session.SetNetwork(ctx, harness.Offline); err != nil {
		log.Fatal(err)
	}
	last := session.LastExchange()
	offline, err := session.Reload(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("offline: %d by %s, the same text: %t\n", offline.Status, offline.ServedBy, offline.Text == online.Text)
	for _, exchange := range session.ExchangesSince(last) {
		fmt.Println("left the browser or tried to:", exchange.Method, exchange.URL)
	}
	// Output:
	// online:  200 by the network
	// offline: 200 by cache-storage, the same text: true
}

// A network may fail otherwise than by being cut: a server answers every request
// with 503, connections are broken, or nothing ever answers.
func ExampleSession_SetNetwork() {
	ctx := context.Background()
	session, done := visitor(ctx, "cumulative")
	defer done()

	for _, network := range []harness.Network{gateway.Status(503), harness.Reset, harness.LieFi} {
		if err := session.SetNetwork(ctx, network); err != nil {
			log.Fatal(err)
		}
		visit, err := session.Visit(ctx, "/")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %q by %s\n", network.Network, visit.Title, visit.ServedBy)
	}
	// Output:
	// status: "Home · Tunnel Days" by cache-storage
	// reset: "Home · Tunnel Days" by cache-storage
	// lie-fi: "Home · Tunnel Days" by cache-storage
}

// A new build of the site is played on the session's wire; the server knows
// nothing of it.
func ExampleSession_Deploy() {
	ctx := context.Background()
	session, done := visitor(ctx, "cumulative")
	defer done()

	session.Deploy(gateway.Deploy{Replace: map[string]gateway.Response{
		"/schedule": {Body: []byte("<!doctype html><title>The new schedule</title><p>All talks are an hour later.")},
	}})
	visit, err := session.Visit(ctx, "/schedule")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(visit.Title)
	for _, exchange := range session.Exchanges() {
		if exchange.ID == visit.Exchange { // that the bytes of the page come from
			fmt.Println("of build", exchange.Build)
		}
	}
	// Output:
	// The new schedule
	// of build B
}

func ExampleSession_Caches() {
	ctx := context.Background()
	session, done := visitor(ctx, "offline-page")
	defer done()

	caches, err := session.Caches(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, cache := range caches {
		for _, entry := range cache.Entries {
			fmt.Println(cache.Name, "holds", strings.TrimPrefix(entry.URL, session.Base()))
		}
	}
	for _, registration := range session.Registrations() {
		version, _ := registration.Active()
		fmt.Println(strings.TrimPrefix(version.ScriptURL, session.Base()), "is", version.State)
	}
	// Output:
	// offline-page-A holds offline.html
	// sw.js is activated
}
