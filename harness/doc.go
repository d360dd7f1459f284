// Package harness drives a real Chrome for offline tests: isolated sessions,
// each behind a wire of its own, visits that say who served every request, and
// the state of service workers and Cache Storage.
//
//	browser, err := harness.Launch(ctx, harness.LaunchOptions{})
//	defer browser.Close()
//	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: "http://127.0.0.1:8000/"})
//	defer session.Close()
//	visit, err := session.Visit(ctx, "/")
//	err = session.Await(ctx, harness.Controlled)
//	err = session.SetNetwork(ctx, harness.Offline)
//	visit, err = session.Reload(ctx) // visit.ServedBy tells who answered
//
// Everything that it returns is plain data of package observation. Nothing of
// the browser's protocol leaves it.
//
// Waits end by events or by the context. A wait that a limit ends is a
// [*TimeoutError] that says what it was still waiting for.
package harness
