package promises_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/suite"
	"github.com/swcheck/swcheck/testsite"
)

const examples = "../../examples/scenarios"

// hasty bounds the visits where a scenario must fail: most wait for what never
// comes.
const hasty = 5 * time.Second

// runOn runs a scenario file on a fixture, as swcheck run does. No limit is
// that of swcheck.
func runOn(ctx context.Context, file, fixture string, limit time.Duration) finding.Scenario {
	GinkgoHelper()
	target := configured()
	site, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(site.Close)
	target.URL, target.VisitLimit = site.URL(), limit
	loaded, err := suite.Load([]string{file}, suite.Around(target))
	Expect(err).NotTo(HaveOccurred())
	report, err := suite.Run(ctx, browser, loaded, suite.Options{Target: target})
	Expect(err).NotTo(HaveOccurred())
	Expect(report.Scenarios).NotTo(BeEmpty())
	for _, s := range report.Scenarios {
		if s.Outcome != finding.ScenarioPassed {
			return s
		}
	}
	return report.Scenarios[0]
}

func configured() scenarios.Target {
	GinkgoHelper()
	content, err := os.ReadFile(filepath.Join(examples, "swcheck.yaml"))
	Expect(err).NotTo(HaveOccurred())
	said, err := config.Parse(content, config.Surroundings{Name: "swcheck.yaml", Folder: examples})
	Expect(err).NotTo(HaveOccurred())
	return said.Target
}

// told returns the messages of what failed.
func told(s finding.Scenario) string {
	var all []string
	for _, run := range s.Runs {
		if run.Failure == nil {
			continue
		}
		for _, f := range append([]finding.ScenarioFailure{*run.Failure}, run.Failure.Further...) {
			all = append(all, f.Message)
		}
	}
	return strings.Join(append(all, s.Reason), "\n")
}

// faults are what the scenario has to say on its broken site.
var faults = map[string]string{
	"app-shell":          "it shows a shell without the page's content",
	"background-refresh": `to show the text "Programme edition Z"`,
	"clear-cache":        "to include no cache parts-*",
	"fallback":           "it shows the browser's error page",
	"hashed-assets":      "of the former build /menu.js",
	"lie-fi":             "to show its first content within 3s",
	"logout":             "fetched as member in exchange",
	"saved-talk":         "hold no answer for /media/welcome.webm",
	"second-user":        "/api/me (fetch, from the cache",
	"timer-refresh":      `to show the text "Programme edition Z"`,
	"user-id-reload":     "Ada Member",
	"visited-page":       "it shows a blank page",
}

var holds = regexp.MustCompile(`(?m)^# Holds on the site ([a-z-]+), is broken on ([a-z-]+)\.$`)

var _ = Describe("the scenario", func() {
	files, err := filepath.Glob(filepath.Join(examples, "promises", "*.yaml"))
	if err != nil || len(files) != len(faults) {
		panic("the scenarios of the example, and what they must say, are not the same ones")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		content, err := os.ReadFile(file)
		sites := holds.FindStringSubmatch(string(content))
		if err != nil || sites == nil {
			panic(file + " does not say on which site it holds")
		}
		It(name+" holds on "+sites[1], func(ctx SpecContext) {
			s := runOn(ctx, file, sites[1], 0)
			Expect(s.Outcome).To(Equal(finding.ScenarioPassed), told(s))
		})
		It(name+" fails on "+sites[2]+", and says why", func(ctx SpecContext) {
			s := runOn(ctx, file, sites[2], hasty)
			Expect(s.Outcome).To(Equal(finding.ScenarioFailed), told(s))
			Expect(told(s)).To(ContainSubstring(faults[name]))
		})
	}
})
