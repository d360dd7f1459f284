package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"net/url"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/scaffold"
)

//go:embed init_login.js
var findsForm string

// asksAtTheDoor reports whether the site may show nothing but a login: the start
// page leads to another one, or no page registers a worker.
func asksAtTheDoor(seen *observation.Observations) bool {
	given, err := url.Parse(seen.Target)
	if err != nil {
		return false
	}
	shown, err := url.Parse(reading.StartPage(seen))
	return err == nil && (given.Host != shown.Host || given.Path != shown.Path || len(reading.Registrations(seen)) == 0)
}

// passwordForm returns the form of the page that a visitor is led to, or nil. A
// page that does not let itself be asked has none: what was seen of the site is
// enough for its files.
func passwordForm(ctx context.Context, browser *harness.Browser, where scenarios.Target) *scaffold.Form {
	session, err := browser.NewSession(ctx, harness.SessionOptions{
		Base: where.URL, Header: where.Header, Cookies: where.Cookies, Insecure: where.Insecure, Ready: where.Ready,
	})
	if err != nil {
		return nil
	}
	defer session.Close()
	if visit, err := session.Visit(ctx, where.URL); err != nil || visit.Error != "" {
		return nil
	}
	answer, err := session.Evaluate(ctx, findsForm)
	if err != nil {
		return nil
	}
	var form *scaffold.Form
	if err := json.Unmarshal(answer, &form); err != nil || form == nil || !form.IsUsable() {
		return nil
	}
	return form
}
