package main

import (
	"testing"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/testsite"
)

// TestDemoIsToldWhatTheFixtureNeeds: the pages of the rules send people to
// `swcheck demo` to see a rule fail, and the sweep proves that it does, with
// that fixture's profile, users and deploy.
func TestDemoIsToldWhatTheFixtureNeeds(t *testing.T) {
	for _, f := range fixtures.All() {
		t.Run(f.Name, func(t *testing.T) {
			site, err := testsite.Start(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			defer site.Close()
			var flags auditFlags
			cmd := &cobra.Command{}
			flags.add(cmd)
			if err := cmd.ParseFlags(nil); err != nil {
				t.Fatal(err)
			}
			plan, err := flags.plan(&world{env: func(string) (string, bool) { return "", false }}, 1, ofFixture(site).config)
			if err != nil {
				t.Fatal(err)
			}
			profile := f.Profile
			if profile == "" {
				profile = "standard"
			}
			if plan.options.Profile != profile {
				t.Errorf("profile %s, not %s", plan.options.Profile, profile)
			}
			if (f.Users != nil) != (len(plan.target.Users) == 2 && plan.target.Logout != nil && len(plan.target.Private) > 0) {
				t.Errorf("%d users, private is %v", len(plan.target.Users), plan.target.Private)
			}
			if (f.Deploy != "") != (plan.target.Deploy.Command != nil) {
				t.Error("it is not deployed as the fixture says")
			}
		})
	}
}
