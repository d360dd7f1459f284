package script_test

import (
	"context"
	"errors"
	"net/url"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// after does the steps, and returns the run.
func after(ctx context.Context, s *harness.Session, world script.World, steps string) *script.Run {
	GinkgoHelper()
	run := script.NewRun(s, world)
	Expect(run.Do(ctx, parsed(steps))).To(Succeed())
	return run
}

// deployed returns the build that counts as fresh.
func deployed(run *script.Run) string {
	GinkgoHelper()
	moment, ok := run.Deployed()
	Expect(ok).To(BeTrue())
	return moment.Build
}

var _ = Describe("the step deploy", func() {
	It("serves files by their paths, each over those before it", func(ctx SpecContext) {
		s := session(ctx, site("precache").URL())
		run := after(ctx, s, script.World{}, `
- visit: /talks/
- deploy:
    /talks/: {body: "<!doctype html><title>New</title>${not put in}"}
    /assets/app.css: {status: 404}
    /speakers/: {headers: {X-New: "yes", Cache-Control: no-cache}}
    /schedule?day=2: {body: "<!doctype html><title>Day 2</title>"}
- deploy: {/sponsors: {status: 503, body: "<title>Broken</title>", headers: {Content-Type: text/html}}}
- reload: hard
- evaluate: {script: "document.title + ' ' + document.body.innerText", is: "New $${not put in}"}
- evaluate: {script: "fetch('/assets/app.css').then(r => r.status)", is: 404}
- evaluate: {script: "fetch('/speakers/', {cache: 'reload'}).then(async r => [r.status, r.headers.get('x-new'), r.headers.get('cache-control'), (await r.text()).includes('Tunnel Days')].join())", is: "200,yes,no-cache,true"}
- evaluate: {script: "fetch('/schedule?day=2').then(r => r.text()).then(t => t.includes('Day 2'))", is: true}
- evaluate: {script: "fetch('/schedule').then(r => r.text()).then(t => t.includes('Day 2</title>'))", is: false}
- visit: /sponsors
- reload: hard
- evaluate: {script: document.title, is: Broken}
`)
		Expect(deployed(run)).To(Equal("C"))
		last := run.Done().Visits
		Expect(last[len(last)-1].Status).To(Equal(503))
	})

	It("serves a folder over what is there", func(ctx SpecContext) {
		s := session(ctx, site("no-worker").URL())
		run := after(ctx, s, script.World{}, `
- visit: /talks/
- deploy: {folder: dist-b}
- visit: /talks/
- evaluate: {script: document.title, is: New talks}
- visit: /speakers/
- evaluate: {script: "document.title.includes('Speakers')", is: true}
`)
		moment, _ := run.Deployed()
		Expect(moment.Last).To(BeNumerically(">", 0))
		for _, x := range s.Exchanges() {
			Expect(x.Build == "B").To(Equal(x.ID > moment.Last), "%d", x.ID)
		}
	})

	It("plays a build of the site, again and again", func(ctx SpecContext) {
		s := session(ctx, site("precache").URL())
		run := after(ctx, s, script.World{}, `
- visit: /
- await: controlled
- deploy
- update-worker
- await: updated
`)
		Expect(deployed(run)).To(Equal("B"))
		Expect(run.Do(ctx, parsed("- deploy\n- update-worker\n- await: updated\n- visit: /"))).To(Succeed())
		Expect(deployed(run)).To(Equal("C"))
		versions := s.Registrations()[0].Versions
		Expect(versions).To(HaveLen(3))
		Expect(versions[2].State).To(Equal(observation.Activated))
	})

	It("is the target's own where it has one, and may be told by it", func(ctx SpecContext) {
		a, b := site("precache"), site("precache")
		b.Deploy()
		upstream, err := url.Parse(b.URL())
		Expect(err).NotTo(HaveOccurred())
		run := after(ctx, session(ctx, a.URL()), script.World{Deploy: func(_ context.Context, s *harness.Session) error {
			s.Deploy(gateway.Deploy{Upstream: upstream})
			return nil
		}}, "- visit: /\n- deploy\n- visit: /login\n- evaluate: {script: \"document.body.innerText.includes('edition B')\", is: true}")
		Expect(deployed(run)).To(Equal("B"))
	})

	It("takes a deploy that the gateway was not told of for one at its end", func(ctx SpecContext) {
		site := site("precache")
		s := session(ctx, site.URL())
		run := after(ctx, s, script.World{Deploy: func(context.Context, *harness.Session) error {
			site.Deploy()
			return nil
		}}, "- visit: /\n- deploy\n- visit: /login\n- evaluate: {script: \"document.body.innerText.includes('edition B')\", is: true}\n- deploy: {command: \"true\"}")
		Expect(deployed(run)).To(Equal("C"))
	})

	DescribeTable("says nothing of the site where it fails",
		func(ctx SpecContext, text string, world script.World, message, hint string) {
			err := script.NewRun(session(ctx, page("").URL), world).Do(ctx, parsed(text))
			var failed *script.StepError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(ContainSubstring(message)))
			Expect(failed.Inconclusive()).To(BeTrue())
			Expect(failed.Hint()).To(ContainSubstring(hint))
		},
		Entry("a command", "- deploy: {command: \"false\"}", script.World{}, "step deploy: the deploy failed: it ended with status 1", ""),
		Entry("the target's own", "- deploy", script.World{Deploy: func(context.Context, *harness.Session) error { return errors.New("no way") }}, "the deploy failed: no way", ""),
		Entry("nothing to play", "- deploy", script.World{}, "nothing of the site was seen before", "visit the site and await its worker"),
	)
})
