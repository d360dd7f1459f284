package script_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// page serves one page at every path, and 404 for what is not there.
func page(body string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusNotFound)
		case "/to":
			http.Redirect(w, r, r.URL.RawQuery, http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>Page</title>"+body)
	}))
	DeferCleanup(server.Close)
	return server
}

var _ = Describe("a script", func() {
	It("logs a member in, and returns the visits of its way", func(ctx SpecContext) {
		site := site("precache")
		s := session(ctx, site.URL())
		login := parsed(`
- visit: /login
- fill: {"#user": member, "#password": $MEMBER_PASSWORD}
- click: "#go"
- wait-for: {text: Ada}
`).Run
		visits, err := login(ctx, s)
		Expect(err).NotTo(HaveOccurred())
		Expect(finals(visits)).To(HaveExactElements(HaveSuffix("/login"), HaveSuffix("/account")))
		Expect(visits[1].Kind).To(Equal(observation.Act))
		Expect(visits[1].Text).To(ContainSubstring("Ada"))
	})

	It("presses, evaluates, reloads and awaits", func(ctx SpecContext) {
		site := site("precache")
		s := session(ctx, site.URL())
		visits, err := parsed(`
- visit: /
- await: controlled
- reload
- reload: hard
- evaluate: "document.title = 'set'"
- evaluate: {script: "Promise.resolve(document.title)", is: set}
- evaluate: {script: "1 + 1", is: 2}
- evaluate: {script: "undefined", is: null}
- evaluate: {script: "'Zürich <a> & b'", is: Zürich <a> & b}
- evaluate: {script: "1", is: 1.0}
- evaluate: {script: "10 ** 21", is: 1e21}
- evaluate: {script: "1000", is: 1e3}
- evaluate: {script: "true", is: True}
- visit: /login
- fill: {"#user": member, "#password": "${MEMBER_PASSWORD}"}
- press: Enter
- evaluate: {script: "location.pathname", is: /account}
`).Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
		Expect(visits).To(HaveLen(5))
		Expect(visits[1].Kind).To(Equal(observation.Reload))
		Expect(visits[2].Kind).To(Equal(observation.HardReload))
		Expect(visits[4].Final).To(HaveSuffix("/account"))
	})

	It("waits for an element that comes late, and for an answer", func(ctx SpecContext) {
		server := page(`<button onclick="setTimeout(() => { document.body.insertAdjacentHTML('beforeend', '<p id=late>late') }, 700);
			setTimeout(() => fetch('/api?n=1'), 600)">Go</button>`)
		_, err := parsed(`
- visit: /
- click: button
- wait-for: {request: /api}
- wait-for: {selector: "#late", text: late}
`).Run(ctx, session(ctx, server.URL))
		Expect(err).NotTo(HaveOccurred())
	})

	DescribeTable("says which step failed, where it stands, and what to do",
		func(ctx SpecContext, text, message, hint string) {
			server := page(`<p>Text</p>`)
			_, err := parsed(text).Run(ctx, session(ctx, server.URL))
			var failed *script.StepError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(ContainSubstring(message)))
			Expect(failed.Hint()).To(ContainSubstring(hint))
		},
		Entry("no such element", "- visit: /\n- click: \"#nowhere\"", `steps.yaml:2:3: step click: no visible element matches "#nowhere" on http`, "wait-for"),
		Entry("on a page that is not there", "- visit: /gone\n- click: \"#nowhere\"", `the page "Page" was answered with status 404`, "browser"),
		Entry("no selector", "- visit: /\n- click: \"p[\"", "not a valid selector", "CSS"),
		Entry("no page", `- click: "#go"`, "no page was visited before", "browser"),
		Entry("what never comes", "- visit: /\n- wait-for: {text: Never}", `steps.yaml:2:3: step wait-for: the wait for the text "Never": not done after`, "whether that ever comes"),
		Entry("an answer of a step before the last", "- visit: /a\n- visit: /b\n- wait-for: {request: /a}", "still waiting for an answer for /a", "whether that ever comes"),
		Entry("another number", "- visit: /\n- evaluate: {script: 1 + 0.5, is: 1.0}", "the value is 1.5, and not 1", "mend the step"),
		Entry("another text", "- visit: /\n- evaluate: {script: \"'Zürich <&>'\", is: Bern & Zürich}", `the value is "Zürich <&>", and not "Bern & Zürich"`, "mend the step"),
		Entry("a value of another kind", "- visit: /\n- evaluate: {script: \"({a: 'ü'})\", is: null}", `the value is {"a":"ü"}, and not null`, "mend the step"),
		Entry("another value", "- visit: /\n- evaluate: {script: 2 + 2, is: 5}", "the value is 4, and not 5", "mend the step"),
		Entry("a script that throws", "- visit: /\n- evaluate: nowhere()", "nowhere is not defined", "mend the step"),
		Entry("a page that never rests", "- visit: /\n- evaluate: \"setInterval(() => fetch('/?' + Math.random()), 50), 1\"\n- await: settled", "step await: await settled: not done after", "whether that ever comes"),
		Entry("a worker that never comes", "- visit: /\n- await: activated", "still waiting for a service worker registration", "whether that ever comes"),
	)

	It("says what is shown where the steps begin on a page that is open", func(ctx SpecContext) {
		s := session(ctx, page("<p>Text</p>").URL)
		_, err := s.Visit(ctx, "/inside")
		Expect(err).NotTo(HaveOccurred())
		_, err = parsed(`- click: "#logot"`).Run(ctx, s)
		Expect(err).To(MatchError(And(HaveSuffix(`/inside; the page was open when the steps began, and is titled "Page"`), Not(ContainSubstring("begin with visit")))))
	})

	It("fails where a page cannot be reached, without a word of its secrets", func(ctx SpecContext) {
		server := page("")
		s := session(ctx, server.URL)
		server.Close()
		_, err := parsed("- visit: /reset?token=$TOKEN").Run(ctx, s)
		Expect(err).To(MatchError(And(ContainSubstring("/reset?token=$TOKEN cannot be reached: "), HaveSuffix("(connection refused)"), Not(ContainSubstring("s3cr3t")))))
	})

	It("goes on offline, where pages are meant to fail", func(ctx SpecContext) {
		s := session(ctx, page("").URL)
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		visits, err := parsed("- visit: /").Run(ctx, s)
		Expect(err).NotTo(HaveOccurred())
		Expect(visits[0].Error).To(Equal("net::ERR_INTERNET_DISCONNECTED"))
	})
})
