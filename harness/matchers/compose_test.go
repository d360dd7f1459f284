package matchers_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/harness"
	. "github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
)

// said returns what Gomega says of an assertion that fails, "" where it passes.
func said(assert func(Gomega)) string {
	message := ""
	assert(NewGomega(func(text string, _ ...int) { message = text }))
	return message
}

func TestMatchersCompose(t *testing.T) {
	visit := func() (observation.Visit, error) { return talk, nil }
	failed := func() (observation.Visit, error) { return observation.Visit{}, errors.New("the browser is gone") }
	for _, c := range []struct {
		name   string
		assert func(Gomega)
		says   string // a part of the message; "" passes
	}{
		{"a visit with its error", func(g Gomega) { g.Expect(visit()).To(HaveTitle("Talk *")) }, ""},
		{"an error with its visit", func(g Gomega) { g.Expect(failed()).To(HaveTitle("Talk *")) }, "the browser is gone"},
		{"and", func(g Gomega) { g.Expect(talk).To(And(HaveStatus(200), BeServedFromCache(), HaveText("offline"))) }, `to show the text "offline"`},
		{"or", func(g Gomega) { g.Expect(talk).To(Or(BeServedFromNetwork(), BeServedFromCache("pages-*"))) }, ""},
		{"or, in one line each", func(g Gomega) { g.Expect(talk).To(Or(BeServedFromNetwork(), ShowError())) }, "https://site.example/talks/1 (from the cache pages-v1, exchange 2, status 200"},
		{"or, with its matchers", func(g Gomega) { g.Expect(talk).To(Or(HaveTitle("a"), Not(HaveText("Talk")), HaveStatus(404))) }, `matchers: [(to have the title "a") `},
		{"or, of a cache", func(g Gomega) { g.Expect(caches()).To(Or(InCache("pages-*", HaveEntries(1)), HaveNoCache("*"))) }, `matchers: [(in the cache pages-* to hold 1 entry) (to include no cache *)]`},
		{"not", func(g Gomega) { g.Expect(talk).NotTo(BeServedFromCache()) }, "not to be from a cache of Cache Storage"},
		{"a field", func(g Gomega) { g.Expect(talk).To(HaveField("Status", BeNumerically("<", 400))) }, ""},
		{"a field that is not there", func(g Gomega) { g.Expect(talk).To(HaveField("Statuses", 200)) }, "Statuses"},
		{"each of several", func(g Gomega) { g.Expect([]observation.Visit{talk, fallback}).To(HaveEach(HaveStatus(200))) }, ""},
		{"one of several", func(g Gomega) { g.Expect([]observation.Visit{talk}).To(ContainElement(ShowError())) }, "status 200"},
		{"transformed", func(g Gomega) {
			g.Expect(talk).To(WithTransform(func(v observation.Visit) []observation.Request { return v.Requests }, HaveLen(2)))
		}, ""},
		{"a cache of several", func(g Gomega) { g.Expect(caches()).To(InCache("pages-*", HaveLen(1))) }, ""},
		{"not in a cache", func(g Gomega) { g.Expect(caches()).NotTo(InCache("pages-*", HaveCached("/"))) }, "the caches pages-*"},
		{"a cache, another matcher", func(g Gomega) { g.Expect(caches()).To(InCache("pages-*", BeEmpty())) }, "pages-v1 with 4 entries"},
	} {
		t.Run(c.name, func(t *testing.T) {
			message := said(c.assert)
			if (c.says == "") != (message == "") || !strings.Contains(inOneLine(message), c.says) {
				t.Errorf("it says %q, want %q", message, c.says)
			}
			if len(message) > 1500 {
				t.Errorf("it says too much: %s", message)
			}
		})
	}
}

func TestMatchersAwait(t *testing.T) {
	states := []observation.WorkerState{observation.Installing, observation.Installed, observation.Activated}
	looks := -1
	worker := func() []observation.Registration {
		looks = min(looks+1, len(states)-1)
		return registrations(states[looks])
	}
	g := NewWithT(t)
	g.Eventually(worker).WithPolling(time.Millisecond).Should(HaveWorker(observation.Activated))
	g.Consistently(worker).WithPolling(time.Millisecond).WithTimeout(5 * time.Millisecond).ShouldNot(HaveNoWorker())
}

func TestMatchersLookAtSessions(t *testing.T) {
	g := NewWithT(t)
	g.Expect(session{}).To(And(HaveWorker(observation.Activated), LeaveRequests(exOwnStyle)))
}

// session is what matchers take for one.
type session struct{}

func (session) Exchanges() []observation.Exchange         { return sessionLog().Exchanges }
func (session) Registrations() []observation.Registration { return sessionLog().Registrations }

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		name    string
		explain func(types.GomegaMatcher, any) (*Mismatch, error)
		matcher types.GomegaMatcher
		actual  any
		want    *Mismatch
	}{
		{"a match", Explain, HaveStatus(200), talk, nil},
		{"a mismatch", Explain, HaveStatus(404), talk, &Mismatch{
			Message:  `Expected https://site.example/talks/1 (from the cache pages-v1, exchange 2, status 200, titled "Talk · Tunnel Days", offline) to have the status 404, but it has the status 200`,
			Expected: "the status 404", Actual: "the status 200", URL: origin + "/talks/1", ServedBy: observation.ByCacheStorage, Cache: "pages-v1", Exchange: exTalk,
		}},
		{"what is not to match", ExplainNot, BeComplete(), talk, &Mismatch{
			Message:  `Expected https://site.example/talks/1 (from the cache pages-v1, exchange 2, status 200, titled "Talk · Tunnel Days", offline) not to be complete, but it is complete`,
			Expected: "not complete", Actual: "complete", URL: origin + "/talks/1", ServedBy: observation.ByCacheStorage, Cache: "pages-v1", Exchange: exTalk,
		}},
		{"what does not match", ExplainNot, BeComplete(), broken, nil},
		{"of caches", Explain, InCache("pages-*", HaveEntries(1)), caches()[:1], &Mismatch{
			Message:  "Expected the caches pages-* to hold 1 entry, but they hold 4 entries: there is pages-v1 with 4 entries (/, /talks/1?__WB_REVISION__=1f, /talk?id=2, /z%C3%BCrich)",
			Expected: "1 entry", Actual: "4 entries: there is pages-v1 with 4 entries (/, /talks/1?__WB_REVISION__=1f, /talk?id=2, /z%C3%BCrich)",
		}},
		{"of another package", Explain, BeNil(), 5, &Mismatch{Message: "Expected <int>: 5 to be nil"}},
	} {
		got, err := c.explain(c.matcher, c.actual)
		if err != nil || (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
	if _, err := Explain(HaveStatus(200), "no visit"); err == nil {
		t.Error("a text is no visit")
	}
	var unknown *UnknownPageError
	if _, err := Explain(ShowFallback(known), made); !errors.As(err, &unknown) || unknown.URL != made.URL || unknown.Hint() == "" {
		t.Errorf("it is not told that the page is unknown: %v", err)
	}
}

// flickering shows an element by turns.
type flickering struct{ looks int }

func (f *flickering) Shows(context.Context, harness.Ready) (bool, error) {
	f.looks++
	return f.looks%2 == 0, nil
}
func (*flickering) Location() string  { return origin + "/" }
func (*flickering) ErrorPage() string { return "" }

func TestMessagesTellOfTheLookThatJudged(t *testing.T) {
	g := NewWithT(t)
	page := &flickering{}
	g.Expect(said(func(g Gomega) { g.Expect(page).To(HaveElement(ctx, "#a")) })).To(ContainSubstring("but it shows none"))
	page.looks = 1
	g.Expect(said(func(g Gomega) { g.Expect(page).NotTo(HaveElement(ctx, "#a")) })).To(ContainSubstring("but it shows one"))
	page.looks = 0
	mismatch, err := Explain(HaveElement(ctx, "#a"), page)
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(mismatch).To(And(HaveField("Actual", "none"), HaveField("Message", HaveSuffix("but it shows none"))))
	g.Expect(page.looks).To(Equal(1))

	// Of what it was not asked to judge, a matcher takes a new look.
	m := HaveStatus(404)
	g.Expect(m.Match(talk)).To(BeFalse())
	g.Expect(m.FailureMessage(unreached())).To(ContainSubstring("no status"))
}

func inOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
