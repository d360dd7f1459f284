package suite_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// scenariosOf loads the text of a scenario file.
func scenariosOf(around suite.Surroundings, text string) *suite.Suite {
	GinkgoHelper()
	file := filepath.Join(GinkgoT().TempDir(), "promises.yaml")
	Expect(os.WriteFile(file, []byte(text), 0o644)).To(Succeed())
	around.Lookup = environment
	s, err := suite.Load([]string{file}, around)
	Expect(err).NotTo(HaveOccurred())
	return s
}

func run(ctx context.Context, text string, options suite.Options) *finding.ScenarioReport {
	GinkgoHelper()
	s := scenariosOf(suite.Around(options.Target), text)
	options.Secrets = append(options.Secrets, s.Secrets...)
	report, err := suite.Run(ctx, browser, s, options)
	Expect(err).NotTo(HaveOccurred())
	return report
}

func at(url string) suite.Options { return suite.Options{Target: scenarios.Target{URL: url}} }

// soon is at with less time for what does not come.
func soon(url string) suite.Options {
	return suite.Options{Target: scenarios.Target{URL: url, VisitLimit: 4 * time.Second}}
}

func outcomes(r *finding.ScenarioReport) []finding.ScenarioOutcome {
	var all []finding.ScenarioOutcome
	for _, s := range r.Scenarios {
		all = append(all, s.Outcome)
	}
	return all
}

func stepNames(run finding.ScenarioTry) []string {
	var names []string
	for _, s := range run.Steps {
		names = append(names, s.Name)
	}
	return names
}

const (
	pass    = finding.ScenarioPassed
	fail    = finding.ScenarioFailed
	unclear = finding.ScenarioInconclusive
	skipped = finding.ScenarioSkipped
)

var _ = Describe("a run of scenarios", func() {
	It("passes where the site keeps its promise, and tells where it does not", func(ctx SpecContext) {
		report := run(ctx, `
matrix: {page: [/talks/, /talks/app-shell], width: [360]}
name: A visited page opens
steps:
  - visit: $page
  - await: controlled
  - network: offline
  - visit: $page
  - evaluate: {script: innerWidth, is: 360}
  - expect: {title: "Talks · Tunnel Days", served-by: cache-storage}
`, soon(site("precache").URL()))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{pass, fail}))
		Expect(report.Verdict).To(Equal(finding.VerdictFail))
		Expect(report.Partial).To(BeFalse())
		good, bad := report.Scenarios[0].Runs[0], report.Scenarios[1].Runs[0]
		Expect(stepNames(good)).To(Equal([]string{"visit", "await", "network", "visit", "evaluate", "expect"}))
		Expect(good.Exchanges).To(BeEmpty())
		Expect(bad.Failure.Place).To(HaveSuffix("promises.yaml:10:14"))
		Expect(bad.Failure.Source).To(ContainSubstring(`- expect: {title: "Talks`))
		Expect(bad.Failure.Key).To(Equal("title"))
		Expect(bad.Failure.Actual).To(ContainSubstring("App shell"))
		Expect(bad.Failure.ServedBy).To(Equal("cache-storage"))
		Expect(bad.Failure.Exchange).To(BeNumerically(">", 0))
		Expect(bad.Exchanges).NotTo(BeEmpty())
		Expect(bad.Exchanges[0].AtMs).To(BeZero())
		Expect(bad.Screenshots).To(HaveLen(1))
		Expect(bytes.HasPrefix(bad.Screenshots[0].PNG, []byte("\x89PNG"))).To(BeTrue())
	})

	It("does the steps before, and those after also where one has failed, online", func(ctx SpecContext) {
		s := site("precache")
		report := run(ctx, `
before: [{visit: /}]
after: [{visit: /speakers/}]
scenarios:
  - name: fails
    after: [{visit: /schedule}]
    steps: [{network: offline}, {click: "#nowhere"}]
  - name: fails before
    before: [{click: "#nowhere"}]
    steps: [{visit: /talks/}]
  - name: fails after
    after: [{click: "#nowhere"}]
    steps: [{visit: /talks/}]
  - name: fails twice
    after: [{click: "#there"}]
    steps: [{click: "#nowhere"}]
`, at(s.URL()))
		Expect(outcomes(report)).To(HaveEach(fail))
		first := report.Scenarios[0].Runs[0]
		Expect(stepNames(first)).To(Equal([]string{"visit", "network", "click", "visit", "visit"}))
		Expect(first.Failure.Part).To(BeEmpty())
		Expect(report.Scenarios[1].Runs[0].Failure.Part).To(Equal("before"))
		Expect(stepNames(report.Scenarios[1].Runs[0])).To(Equal([]string{"visit", "click", "visit"}))
		Expect(report.Scenarios[2].Runs[0].Failure.Part).To(Equal("after"))
		twice := report.Scenarios[3].Runs[0]
		Expect(twice.Failure.Message).To(ContainSubstring("#nowhere"))
		Expect(twice.After.Message).To(ContainSubstring("#there"))
	})

	It("tells a flaky scenario from one that fails", func(ctx SpecContext) {
		var loads atomic.Int64
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			if r.URL.Path == "/" && loads.Add(1)%2 == 0 {
				w.Write([]byte("<title>even</title>"))
				return
			}
			w.Write([]byte("<title>odd</title>"))
		}))
		DeferCleanup(server.Close)
		options := soon(server.URL)
		options.Repeat = 2
		report := run(ctx, "scenarios:\n- {name: now and then, steps: [{visit: /}, {expect: {title: odd}}]}\n- {name: never, steps: [{visit: /x}, {expect: {title: even}}]}", options)
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{finding.ScenarioFlaky, fail}))
		Expect(report.Scenarios[0].Runs).To(HaveLen(2))
		Expect(report.Verdict).To(Equal(finding.VerdictFail))
	})

	It("ends after the first failure where it is to bail", func(ctx SpecContext) {
		options := at(site("precache").URL())
		options.Bail, options.Parallel = true, 1
		report := run(ctx, "scenarios:\n- {name: a, steps: [{visit: /}]}\n- {name: b, steps: [{click: p}]}\n- {name: c, steps: [{visit: /}]}", options)
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{pass, fail, skipped}))
		Expect(report.Scenarios[2].Reason).To(Equal("a scenario before it failed"))
		Expect(report.Partial).To(BeTrue())
		Expect(report.Notes).NotTo(BeEmpty())
	})

	It("blames nothing on a scenario that is cut off because another one fails", func(ctx SpecContext) {
		begun := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/once-the-other-has-begun" {
				<-begun
			}
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<title>page</title>"))
		}))
		DeferCleanup(server.Close)
		options := at(server.URL)
		options.Bail, options.Parallel = true, 2
		options.Began = func(s suite.Scenario) {
			if s.Name == "innocent" {
				close(begun)
			}
		}
		var ended []finding.ScenarioOutcome
		options.Ended = func(s finding.Scenario) { ended = append(ended, s.Outcome) }
		report := run(ctx, `
scenarios:
  - {name: fails, steps: [{visit: /once-the-other-has-begun}, {evaluate: {script: "throw 1"}}]}
  - {name: innocent, steps: [{visit: /}, {wait-for: {text: never}}]}
`, options)
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{fail, skipped}))
		Expect(ended).To(Equal([]finding.ScenarioOutcome{fail, skipped}))
		Expect(report.Scenarios[1].Reason).To(Equal("a scenario before it failed"))
		Expect(report.Scenarios[1].Runs).To(BeEmpty())
		Expect(report.Partial).To(BeTrue())
	})

	It("cannot tell what it cannot reach", func(ctx SpecContext) {
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		report := run(ctx, "{name: a, steps: [{visit: /}, {expect: {title: x}}]}", at(server.URL))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{unclear}))
		Expect(report.Verdict).To(Equal(finding.VerdictInconclusive))
		Expect(report.Scenarios[0].Reason).To(ContainSubstring("cannot be reached"))
	})

	It("gives a scenario its time and no more, and says what it was doing", func(ctx SpecContext) {
		report := run(ctx, "{name: a, timeout: 5s, steps: [{visit: /}, {wait-for: {text: never}}]}", at(site("precache").URL()))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{unclear}))
		Expect(report.Scenarios[0].Reason).To(Equal("the scenario was not done after 5s, in the step wait-for"))
		Expect(report.Scenarios[0].DurationMs).To(BeNumerically("<", 12_000))
	})

	It("keeps to the time of the whole run", func(ctx SpecContext) {
		options := at(site("precache").URL())
		options.Timeout, options.Parallel = time.Second, 1
		s := scenariosOf(suite.Surroundings{}, "scenarios:\n- {name: a, steps: [{visit: /}, {wait-for: {text: never}}]}\n- {name: b, steps: [{visit: /}]}")
		report, err := suite.Run(ctx, browser, s, options)
		var late *suite.TimeOverError
		Expect(errors.As(err, &late)).To(BeTrue(), "%v", err)
		Expect(late.Left).To(Equal(2))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{unclear, unclear}))
		Expect(report.Scenarios[1].Reason).To(Equal("the time of the run, 1s, was over"))
		Expect(report.Scenarios[1].Runs).To(BeEmpty())
		Expect(report.Partial).To(BeTrue())
	})

	It("reports what is known when it is called off", func(parent SpecContext) {
		ctx, cancel := context.WithCancel(parent)
		options := at(site("precache").URL())
		options.Parallel = 1
		options.Ended = func(finding.Scenario) { cancel() }
		s := scenariosOf(suite.Surroundings{}, "scenarios:\n- {name: a, steps: [{visit: /}]}\n- {name: b, steps: [{visit: /}]}")
		report, err := suite.Run(ctx, browser, s, options)
		Expect(err).To(MatchError(context.Canceled))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{pass, unclear}))
		Expect(report.Notes).To(ConsistOf("the run was called off; 1 of 2 scenarios were not run to their end"))
	})

	It("keeps secrets out of the report", func(ctx SpecContext) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<title>" + r.Header.Get("Authorization") + "</title>you said " + r.URL.RawQuery))
		}))
		DeferCleanup(server.Close)
		options := soon(server.URL)
		options.Target.Header = map[string]string{"Authorization": "open sesame"}
		options.Secrets = []string{"open sesame"}
		report := run(ctx, "name: a\nsteps:\n- visit: /?word=$MEMBER_PASSWORD&token=t0k3n-of-mine\n- visit: /?token=t0k3n-of-mine\n- expect: {title: x$MEMBER_PASSWORD}", options)
		written, err := json.Marshal(report)
		Expect(err).NotTo(HaveOccurred())
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{fail}))
		for _, secret := range []string{"lantern", "open sesame", "t0k3n-of-mine"} {
			Expect(string(written)).NotTo(ContainSubstring(secret))
		}
		Expect(string(written)).To(ContainSubstring("$MEMBER_PASSWORD"))
	})

	It("runs scenarios side by side, and those that change the target alone after them", func(ctx SpecContext) {
		var mu sync.Mutex
		together, most, deploys := 0, 0, []int{}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<title>page</title>"))
		}))
		DeferCleanup(server.Close)
		options := at(server.URL)
		options.Parallel = 3
		options.Began = func(suite.Scenario) { mu.Lock(); defer mu.Unlock(); together++; most = max(most, together) }
		options.Ended = func(finding.Scenario) { mu.Lock(); defer mu.Unlock(); together-- }
		undone := 0
		options.Target.Deploy = scenarios.Deploy{
			Command: func(context.Context) error {
				mu.Lock()
				defer mu.Unlock()
				deploys = append(deploys, together)
				return nil
			},
			Undo: func(context.Context) error { mu.Lock(); defer mu.Unlock(); undone++; return nil },
		}
		report := run(ctx, `
scenarios:
  - {name: d1, steps: [{visit: /}, deploy, {visit: /}]}
  - {name: a, steps: [{visit: /}]}
  - {name: d2, steps: [{visit: /}, deploy, {click: "#nowhere"}]}
  - {name: b, steps: [{visit: /}]}
  - {name: c, steps: [{visit: /}]}
`, options)
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{pass, pass, fail, pass, pass}))
		Expect(deploys).To(Equal([]int{1, 1}))
		Expect(undone).To(Equal(2))
		Expect(most).To(Equal(3))
	})

	It("lets users log in as the configuration says", func(ctx SpecContext) {
		s := site("precache")
		c, err := config.Parse([]byte("target: "+s.URL()+`
users: {member: {login: [{visit: /login}, {fill: {"#user": member, "#password": $MEMBER_PASSWORD}}, {click: "#go"}]}}
logout: [{visit: /logout}]
`), config.Surroundings{Name: "swcheck.yaml", Lookup: environment})
		Expect(err).NotTo(HaveOccurred())
		report := run(ctx, "{name: a, steps: [{login: member}, {visit: /account}, {expect: {as: member}}, logout]}", suite.Options{Target: c.Target})
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{pass}), "%v", failureOf(report.Scenarios[0]))
	})

	It("names included files and their lines as people do", func(ctx SpecContext) {
		folder := GinkgoT().TempDir()
		Expect(os.MkdirAll(filepath.Join(folder, "parts", "deep"), 0o755)).To(Succeed())
		for name, text := range map[string]string{
			"a.yaml": "name: a\nsteps:\n- include: parts/open.yaml\n", "parts/open.yaml": "- visit: /\n- include: deep/click.yaml\n", "parts/deep/click.yaml": "# here\n- click: \"#nowhere\"\n",
		} {
			Expect(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644)).To(Succeed())
		}
		s, err := suite.Load([]string{folder}, suite.Surroundings{})
		Expect(err).NotTo(HaveOccurred())
		report, err := suite.Run(ctx, browser, s, at(site("precache").URL()))
		Expect(err).NotTo(HaveOccurred())
		failure := report.Scenarios[0].Runs[0].Failure
		Expect(failure.Place).To(Equal(filepath.Join(folder, "parts", "deep", "click.yaml") + ":2:3"))
		Expect(strings.TrimSpace(failure.Source)).To(Equal(`- click: "#nowhere"`))
	})

	It("does not blame the site for what cannot be told", func(ctx SpecContext) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/sw.js" {
				w.Header().Set("Content-Type", "text/javascript")
				w.Write([]byte(`oninstall = () => skipWaiting(); onactivate = e => e.waitUntil(clients.claim());
					onfetch = e => e.respondWith(new Response("<title>made</title>made by the worker", {headers: {"Content-Type": "text/html"}}))`))
				return
			}
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<title>start</title><script>navigator.serviceWorker.register('/sw.js')</script>"))
		}))
		DeferCleanup(server.Close)
		report := run(ctx, `
before: [{visit: /}, {await: controlled}, {network: offline}, {visit: /hello}]
scenarios:
  - {name: nobody knows, steps: [{expect: {shows: page}}]}
  - {name: one is wrong, steps: [{expect: {shows: page, title: other}}]}
`, at(server.URL))
		Expect(outcomes(report)).To(Equal([]finding.ScenarioOutcome{unclear, fail}))
		Expect(report.Scenarios[0].Runs[0].Failure.Hint).To(ContainSubstring("/hello online before"))
	})

	It("does not begin where nobody serves the new build", func(ctx SpecContext) {
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		upstream, err := url.Parse(server.URL)
		Expect(err).NotTo(HaveOccurred())
		options := at(site("precache").URL())
		options.Target.Deploy.Upstream = upstream
		report, err := suite.Run(ctx, browser, scenariosOf(suite.Surroundings{}, "{name: a, steps: [{visit: /}]}"), options)
		Expect(report).To(BeNil())
		Expect(errors.As(err, new(*experiments.NoNewBuildError))).To(BeTrue(), "%v", err)
	})

	It("refuses a target that is none", func(ctx SpecContext) {
		_, err := suite.Run(ctx, browser, scenariosOf(suite.Surroundings{}, "{name: a, steps: [{visit: /}]}"), at("ftp://x/"))
		Expect(errors.As(err, new(*scenarios.UnreachableError))).To(BeTrue())
	})
})

// failureOf tells why a scenario did not pass, without its pictures.
func failureOf(s finding.Scenario) string {
	if tells := s.Failed(); tells != nil {
		return tells.Failure.Place + " " + tells.Failure.Message
	}
	return ""
}
