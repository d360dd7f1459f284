// Package demo makes the test site a target: configured as its own team would
// do it. `swcheck demo` and the sweep audit the same, so that what the sweep
// proves of a fixture is what people see.
package demo

import (
	"context"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/testsite"
)

// Target is the site that serves its fixture, with who can log in and how it is
// deployed where the fixture is about that. The profile that shows it is
// [fixtures.Fixture.Profile].
func Target(site *testsite.Site) scenarios.Target {
	f, t := site.Fixture(), scenarios.Target{URL: site.URL()}
	if f.Deploy == fixtures.OwnDeploy {
		t.Deploy.Command = func(context.Context) error { site.Deploy(); return nil }
		t.Deploy.Undo = func(context.Context) error { site.Rollback(); return nil }
	}
	if f.Users != nil {
		t.Users, t.Logout, t.Private = members(), logout, f.Users.Private
	}
	return t
}
