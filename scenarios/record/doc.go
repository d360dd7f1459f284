// Package record writes down what a person does on a site as a scenario that
// can be run again.
//
//	recorder, err := record.Start(ctx, session, record.Options{Target: "http://127.0.0.1:8000/"})
//	visit, err := session.Visit(ctx, "/")    // or a person, in the browser's window
//	err = recorder.Enter(ctx, "offline")     // what cannot be done in a window
//	os.WriteFile("scenario.yaml", recorder.Scenario(ctx), 0o666)
//
// Pages tell of clicks and fields, the browser of addresses and its buttons, and
// lines that are typed beside it of the network, of deploys and of expectations.
// What is filled into fields for passwords is never written down, nor seen.
package record
