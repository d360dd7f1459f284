package demo_test

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/demo"
	"github.com/swcheck/swcheck/testsite"
)

func TestTellsWhatAFixtureIsAbout(t *testing.T) {
	for _, f := range fixtures.All() {
		t.Run(f.Name, func(t *testing.T) {
			site, err := testsite.Start(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			defer site.Close()
			target := demo.Target(site)
			if target.URL != site.URL() {
				t.Errorf("it starts at %s, not at %s", target.URL, site.URL())
			}
			if own := f.Deploy == fixtures.OwnDeploy; own != (target.Deploy.Command != nil) || own != (target.Deploy.Undo != nil) {
				t.Errorf("a deploy of its own: %v", target.Deploy.Command != nil)
			}
			var private []string
			if f.Users != nil {
				private = f.Users.Private
			}
			if logsIn := f.Users != nil; logsIn != (len(target.Users) == 2) || logsIn != (target.Logout != nil) || !slices.Equal(target.Private, private) {
				t.Errorf("%d users, private is %v", len(target.Users), target.Private)
			}
		})
	}
}

func TestDeploysAndTakesItBack(t *testing.T) {
	site, err := testsite.Start("script-never-changes")
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	deploy := demo.Target(site).Deploy
	if err := deploy.Command(t.Context()); err != nil || site.Build() != "B" {
		t.Errorf("build %s is served, %v", site.Build(), err)
	}
	if err := deploy.Undo(t.Context()); err != nil || site.Build() != "A" {
		t.Errorf("build %s is served, %v", site.Build(), err)
	}
}
