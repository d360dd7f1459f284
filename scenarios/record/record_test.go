package record_test

import (
	"context"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/record"
)

const header = "# yaml-language-server: $schema=https://raw.githubusercontent.com/swcheck/swcheck/main/docs/schema/scenario.schema.json\n#\n"

var _ = Describe("a recording", func() {
	It("of a login and of a page offline runs again", func(ctx SpecContext) {
		r := start(ctx, "login")
		r.visit(ctx, "/login")
		r.fill(ctx, "#user", "member")
		r.fill(ctx, "#password", "lantern")
		r.click(ctx, "#go")
		r.enter(ctx, "expect")
		r.click(ctx, `a[href="/talks/"]`)
		r.enter(ctx, "offline")
		r.enter(ctx, "stop-worker")
		r.visit(ctx, "/account")
		r.enter(ctx, "expect")
		text := string(r.Scenario(ctx))
		Expect(text).NotTo(ContainSubstring("lantern"))
		Expect(text).To(Equal(header + `# Recorded on ` + r.target + `.
# Before it is run, set PASSWORD in the environment.
name: Recorded from /login
steps:
  - visit: /login
  - fill:
      "#user": member
      "#password": $PASSWORD
  - click: "#go"
  - expect:
      title: My account · Tunnel Days
      served-by: network
  - click: 'role=link[name="Talks"]'
  - await: controlled
  - network: offline
  - stop-worker
  - visit: /account
  - expect:
      title: My account · Tunnel Days
      served-by: cache-storage
`))
		outcome := r.replay(ctx, map[string]string{"PASSWORD": "lantern"})
		Expect(outcome.Outcome).To(Equal(finding.ScenarioPassed), "%+v", outcome.Failed())
	})

	It("takes Enter, Back and Reload, and no click twice", func(ctx SpecContext) {
		r := start(ctx, "precache")
		r.visit(ctx, "/login")
		r.fill(ctx, "#user", "member")
		r.fill(ctx, "#password", "lantern")
		r.act(ctx, func(ctx context.Context) error { return r.session.Press(ctx, "Enter") })
		_, err := r.session.Reload(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = r.session.Back(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(steps(string(r.Scenario(ctx)))).To(Equal(`
  - visit: /login
  - fill:
      "#user": member
      "#password": $PASSWORD
  - press: Enter
  - reload
  - back
`))
		Expect(r.replay(ctx, map[string]string{"PASSWORD": "lantern"}).Outcome).To(Equal(finding.ScenarioPassed))
	})

	It("takes steps that are typed, in either form, and does them", func(ctx SpecContext) {
		r := start(ctx, "precache")
		r.visit(ctx, "/")
		r.enter(ctx, "await controlled")
		r.enter(ctx, "network: {status: 503}")
		r.enter(ctx, "visit /talks/")
		r.enter(ctx, `expect: {shows: page, served-by: cache-storage}`)
		r.enter(ctx, "online")
		r.enter(ctx, "visit: /login")
		r.enter(ctx, `fill: {"#user": member, "#password": lantern}`)
		r.enter(ctx, "click #go")
		Expect(r.session.Location()).To(HaveSuffix("/account"))
		Expect(steps(string(r.Scenario(ctx)))).To(Equal(`
  - visit: /
  - await: controlled
  - await: controlled
  - network: {status: 503}
  - visit: /talks/
  - expect: {shows: page, served-by: cache-storage}
  - network: online
  - visit: /login
  - fill:
      "#user": member
      "#password": $PASSWORD
  - click: "#go"
`))
		Expect(r.replay(ctx, map[string]string{"PASSWORD": "lantern"}).Outcome).To(Equal(finding.ScenarioPassed))
	})

	DescribeTable("says what is wrong with a typed line, and leaves it out",
		func(ctx SpecContext, line, message, hint string) {
			r := start(ctx, "precache")
			r.visit(ctx, "/")
			err := r.Enter(ctx, line)
			Expect(err).To(MatchError(ContainSubstring(message)))
			Expect(err.(interface{ Hint() string }).Hint()).To(ContainSubstring(hint))
			Expect(steps(string(r.Scenario(ctx)))).To(Equal("\n  - visit: /\n"))
		},
		Entry("a word that is none", "oflfine", `there is no step "oflfine"`, "did you mean offline"),
		Entry("a step without its value", "click", "click needs a value", "for example"),
		Entry("a value that is none", "await happiness", `there is no state "happiness"`, "known are"),
		Entry("an element that is not there", "click #nowhere", "no visible element", "browser"),
		Entry("another tab", "new-tab", "only one tab", "afterwards"),
		Entry("an expectation that is none", "expect: {tilte: x}", "tilte", "title"),
		Entry("a variable that is not set", "visit: /$NOWHERE", "NOWHERE is not set", "set it before"),
	)

	It("names each password of its own, and keeps tokens out of addresses", func(ctx SpecContext) {
		r := start(ctx, "precache")
		for _, who := range []string{"member", "other", "member"} {
			r.visit(ctx, "/login?from=/talks/&token=s3cr3t")
			r.fill(ctx, "#user", who)
			r.fill(ctx, "#password", "x")
		}
		text := string(r.Scenario(ctx))
		Expect(text).To(ContainSubstring("# Before it is run, set URL_TOKEN, PASSWORD, PASSWORD_2 in the environment.\n"))
		Expect(text).NotTo(ContainSubstring("s3cr3t"))
		Expect(strings.Count(text, "- visit: /login?from=/talks/&token=$URL_TOKEN\n")).To(Equal(3))
		Expect(strings.Count(text, `"#password": $PASSWORD`+"\n")).To(Equal(2))
	})

	It("keeps tokens out of what is typed, wherever an address stands in it", func(ctx SpecContext) {
		r := start(ctx, "precache", func(o *record.Options) {
			o.Lookup = func(name string) (string, bool) { return "fr0m-outside", name == "DOOR" }
		})
		r.visit(ctx, "/search?q=cache&token=s3cr3t")
		r.enter(ctx, "visit /search?q=cache&token=s3cr3t")
		r.enter(ctx, `visit: "/search?code=s3c,r3t&q=a#access_token=an0ther"`)
		r.enter(ctx, "visit /search?token=$DOOR&q=$$5")
		r.enter(ctx, `expect: {url: "/search?token=fr0m-outside&q=*"}`)
		text := string(r.Scenario(ctx))
		Expect(text).To(ContainSubstring("# Before it is run, set URL_TOKEN, URL_CODE, URL_ACCESS_TOKEN, URL_TOKEN_2 in the environment.\n"))
		Expect(steps(text)).To(Equal(`
  - visit: /search?q=cache&token=$URL_TOKEN
  - visit: /search?q=cache&token=$URL_TOKEN
  - visit: "/search?code=$URL_CODE&q=a#access_token=$URL_ACCESS_TOKEN"
  - visit: /search?token=$DOOR&q=$$5
  - expect: {url: "/search?token=$URL_TOKEN_2&q=*"}
`))
		replayed := r.replay(ctx, map[string]string{
			"URL_TOKEN": "s3cr3t", "URL_CODE": "s3c,r3t", "URL_ACCESS_TOKEN": "an0ther", "URL_TOKEN_2": "fr0m-outside", "DOOR": "fr0m-outside",
		})
		Expect(replayed.Outcome).To(Equal(finding.ScenarioPassed), "%+v", replayed.Failed())
		r.enter(ctx, `evaluate: fetch("/search?sid=s3cr3t").then(a => a.ok)`)
		Expect(string(r.Scenario(ctx))).To(HaveSuffix(`
  # nothing puts variables into a script: let the page have the secret by another way
  - evaluate: fetch("/search?sid=$URL_SID").then(a => a.ok)
`))
	})

	It("ends with the tab, and keeps what was done until then", func(ctx SpecContext) {
		r := start(ctx, "precache", func(o *record.Options) { o.Name = "Short" })
		r.visit(ctx, "/talks/")
		Expect(r.session.Tab().Close()).To(Succeed())
		Eventually(ctx, r.Closed()).Should(BeClosed())
		Expect(string(r.Scenario(ctx))).To(HaveSuffix("name: Short\nsteps:\n  - visit: /talks/\n"))
	})

	It("is told step by step", func(ctx SpecContext) {
		r := start(ctx, "precache")
		r.visit(ctx, "/login")
		r.fill(ctx, "#user", "member")
		r.enter(ctx, "offline")
		r.mu.Lock()
		defer r.mu.Unlock()
		Expect(r.added).To(ContainElements("visit: /login", `fill: {"#user": member}`, "network: offline"))
	})

	It("of a press in a field that was not filled clicks it first", func(ctx SpecContext) {
		r := start(ctx, "precache")
		r.visit(ctx, "/login")
		r.click(ctx, "#user")
		r.act(ctx, func(ctx context.Context) error { return r.session.Press(ctx, "Escape") })
		Expect(steps(string(r.Scenario(ctx)))).To(Equal("\n  - visit: /login\n  - click: \"#user\"\n  - press: Escape\n"))
	})
})

// steps returns what comes after the word steps.
func steps(scenario string) string {
	_, after, _ := strings.Cut(scenario, "\nsteps:")
	return after
}
