package main

import (
	"strings"
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

// TestDemoLooksAtTheCallFirst: what is wrong with it is the first thing said.
func TestDemoLooksAtTheCallFirst(t *testing.T) {
	for _, wrong := range [][]string{{"--format", "htm"}, {"--profile", "fast"}, {"--only", "no/rule"}} {
		var out, told strings.Builder
		code := run(t.Context(), append([]string{"demo"}, wrong...), strings.NewReader(""), &out, &told, noEnvironment)
		if code != exitUsage || !strings.HasPrefix(told.String(), "swcheck: ") {
			t.Errorf("%v ends with %d and says:\n%s", wrong, code, told.String())
		}
	}
}

func TestTitleOfAFixtureOnATerminal(t *testing.T) {
	f := fixtures.Fixture{Name: "precache", Title: "Preloaded: the main pages are stored at install"}
	for columns, want := range map[int]string{
		0:  "precache: Preloaded: the main pages are stored at install",
		40: "precache: Preloaded: the main pages\n  are stored at install",
	} {
		if got := titleFor(f, columns); got != want {
			t.Errorf("on %d columns: %q", columns, got)
		}
	}
}

func noEnvironment(string) (string, bool) { return "", false }
