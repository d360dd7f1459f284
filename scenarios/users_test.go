package scenarios_test

import (
	"context"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/demo"
	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/testsite"
)

// comeAndGo lets the members of the test site come and go, and nothing else.
func comeAndGo(ctx context.Context, site *testsite.Site, change func(*scenarios.Target)) (*observation.Users, error) {
	target := demo.Target(site)
	change(&target)
	return experiments.Users(ctx, experiments.Setup{
		Browser: browser, Target: target, MaxPages: 3, Probes: experiments.NewProbes(target), Budgets: observation.DefaultBudgets(),
	})
}

func pathIn(site *testsite.Site, url string) string {
	return "/" + strings.TrimPrefix(url, site.URL())
}

var _ = Describe("The users experiment", func() {
	It("sees nothing where no users are configured", func(ctx SpecContext) {
		site := serve("login")
		seen, err := comeAndGo(ctx, site, func(t *scenarios.Target) { t.Users = nil })
		Expect(err).NotTo(HaveOccurred())
		Expect(seen).To(BeNil())
		Expect(site.Total()).To(BeZero())
	})

	It("says of each exchange whose it is, as the server knew it", func(ctx SpecContext) {
		site := serve("login")
		seen, err := comeAndGo(ctx, site, func(*scenarios.Target) {})
		Expect(err).NotTo(HaveOccurred())
		var names []observation.PhaseName
		for _, p := range seen.Phases {
			names = append(names, p.Name)
			Expect(p.Visits).NotTo(BeEmpty(), "%s", p.Name)
		}
		Expect(names).To(Equal([]observation.PhaseName{
			observation.PhaseAnonymous, observation.PhaseFirst, observation.PhaseOutOffline, observation.PhaseOutLieFi,
			observation.PhaseLoggedOut, observation.PhaseSecond, observation.PhaseSecondOffline,
		}))
		for _, e := range append(seen.Exchanges, seen.Expiry.Exchanges...) {
			switch path := pathIn(site, e.URL); {
			case path == "/account" && e.Status == 302, path == "/api/me" && e.Status == 401:
				Expect(e.User).To(BeEmpty(), "exchange %d", e.ID)
			case path == "/account" && e.Status == 200, path == "/api/me" && e.Status == 200, path == "/login" && e.Method == "POST":
				Expect(e.User).NotTo(BeEmpty(), "exchange %d", e.ID)
			case path == "/login" && e.Method == "GET":
				Expect(e.User).To(BeEmpty(), "exchange %d: the login page is asked for before anybody is known", e.ID)
			}
			Expect(e.Body).To(BeNil(), "bodies are private, and must not be saved")
		}
		Expect(seen.Nobody).To(ContainElement(And(HaveField("URL", HaveSuffix("/api/me")), HaveField("Status", 401))))
	})

	DescribeTable("tells a login that fails from a site that leaks",
		func(ctx SpecContext, fails func(*scenarios.Target), reason string) {
			site := serve("account-kept")
			target := demo.Target(site)
			fails(&target)
			seen, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Only: []string{"session/page-after-logout", "session/other-user"}})
			Expect(err).NotTo(HaveOccurred())
			Expect(seen.Partial).To(BeTrue())
			Expect(seen.Incomplete).To(ContainElement(And(
				HaveField("Experiment", "users"), HaveField("Reason", And(HavePrefix("member could not log in: "), ContainSubstring(reason))))))
			for _, r := range scenarios.Judge(seen, scenarios.JudgeOptions{Only: []string{"session/page-after-logout", "session/other-user"}}).Results {
				Expect(r.Outcome).To(Equal(finding.Inconclusive), "%s: %s", r.Rule, r.Message)
				Expect(r.Message).To(ContainSubstring(reason))
			}
		},
		Entry("because of the password", func(t *scenarios.Target) {
			t.Users[0].Login = func(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
				return post(ctx, s, "member", "wrong")
			}
		}, "the server answered 401 to POST"),
		Entry("because of a step", func(t *scenarios.Target) {
			t.Users[0].Login = func(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
				v, err := s.Visit(ctx, "/login")
				if err == nil {
					err = s.Click(ctx, "#no-such-button")
				}
				return []observation.Visit{v}, err
			}
		}, `no visible element matches "#no-such-button"`),
		Entry("because the steps do nothing", func(t *scenarios.Target) {
			t.Users[0].Login = func(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
				v, err := s.Visit(ctx, "/login")
				return []observation.Visit{v}, err
			}
		}, "still leads to"),
	)

	It("tells a path that is not there from a login that fails", func(ctx SpecContext) {
		site := serve("account-kept")
		target := demo.Target(site)
		target.Private = []string{"/account", "/acount?x=1"}
		seen, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Only: []string{"session/other-user"}})
		Expect(err).NotTo(HaveOccurred())
		Expect(seen.Incomplete).To(ConsistOf(HaveField("Reason", "/acount?x=1 answers 404 for member too; is the path in `private` right?")))
	})

	It("opens the start page before the steps of a logout, with the worker in charge", func(ctx SpecContext) {
		site := serve("login")
		target := demo.Target(site)
		var begun observation.Visit
		leave := target.Logout
		target.Logout = func(ctx context.Context, s *harness.Session) (_ []observation.Visit, err error) {
			if begun, err = s.Look(ctx); err != nil {
				return nil, err
			}
			return leave(ctx, s)
		}
		_, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Only: []string{"session/other-user"}})
		Expect(err).NotTo(HaveOccurred())
		Expect(begun.Final).To(Equal(site.URL()))
		Expect(begun.Controller).NotTo(BeEmpty())
	})

	It("looks offline first when the cookies were removed, before a page online repairs what is stored", func(ctx SpecContext) {
		site := serve("login")
		seen, err := comeAndGo(ctx, site, func(t *scenarios.Target) { t.Logout = nil })
		Expect(err).NotTo(HaveOccurred())
		var names []observation.PhaseName
		for _, p := range seen.Phases[1:5] {
			names = append(names, p.Name)
		}
		Expect(names).To(Equal([]observation.PhaseName{
			observation.PhaseFirst, observation.PhaseOutOffline, observation.PhaseOutLieFi, observation.PhaseLoggedOut,
		}))
		Expect(seen.Phases[2].Caches).NotTo(BeEmpty())
	})

	It("calls an audit incomplete in which the steps of the logout leave the user logged in", func(ctx SpecContext) {
		site := serve("login")
		target := demo.Target(site)
		target.Logout = func(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
			visit, err := s.Visit(ctx, "/talks/")
			return []observation.Visit{visit}, err
		}
		only := []string{"session/page-after-logout", "session/data-left"}
		seen, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Only: only})
		Expect(err).NotTo(HaveOccurred())
		Expect(seen.Incomplete).To(ConsistOf(And(
			HaveField("Reason", "member could not log out: after the steps of the logout /account is still shown as before them"),
			HaveField("Hint", ContainSubstring("steps of the logout")),
		)))
		for _, r := range scenarios.Judge(seen, scenarios.JudgeOptions{Only: only}).Results {
			Expect(r.Outcome).To(Equal(finding.Inconclusive), "%s: %s", r.Rule, r.Message)
			Expect(r.Message).To(ContainSubstring("still knows member"))
		}
	})

	It("blames no site for a logout of which it was not told", func(ctx SpecContext) {
		site := serve("account-kept")
		target := demo.Target(site)
		target.Logout = nil
		seen, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Only: []string{"session/page-after-logout"}})
		Expect(err).NotTo(HaveOccurred())
		Expect(seen.Incomplete).To(BeEmpty())
		r := scenarios.Judge(seen, scenarios.JudgeOptions{Only: []string{"session/page-after-logout"}}).Results[0]
		Expect(r.Outcome).To(Equal(finding.Inconclusive), r.Message)
		Expect(r.Message).To(ContainSubstring("configure the logout"))
	})
})

// post sends the form of the test site.
func post(ctx context.Context, s *harness.Session, name, password string) ([]observation.Visit, error) {
	form, err := s.Visit(ctx, "/login")
	if err != nil {
		return nil, err
	}
	after, err := s.Act(ctx, func(ctx context.Context) error {
		if err := s.Fill(ctx, "#user", name); err != nil {
			return err
		}
		if err := s.Fill(ctx, "#password", password); err != nil {
			return err
		}
		return s.Click(ctx, "#go")
	})
	return []observation.Visit{form, after}, err
}
