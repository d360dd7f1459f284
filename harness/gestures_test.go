package harness_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// heard collects the gestures of a session's tab.
type heard struct {
	*harness.Gestures
	mu  sync.Mutex
	all []harness.Gesture
}

func watch(ctx context.Context, s *harness.Session) *heard {
	GinkgoHelper()
	h := &heard{}
	g, err := s.WatchGestures(ctx, func(g harness.Gesture) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.all = append(h.all, g)
	})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(g.Stop)
	h.Gestures = g
	return h
}

// told returns the gestures that were told since the last call, one a line.
func (h *heard) told(ctx context.Context) []string {
	GinkgoHelper()
	Expect(h.Sync(ctx)).To(Succeed())
	h.mu.Lock()
	defer h.mu.Unlock()
	var lines []string
	for _, g := range h.all {
		line := string(g.Kind)
		switch g.Kind {
		case harness.GestureClick:
			line += " " + g.Selector
		case harness.GestureFill:
			line += fmt.Sprintf(" %s %q %t", g.Selector, g.Text, g.Secret)
		case harness.GesturePress:
			line += " " + g.Key + " " + g.Selector
		case harness.GestureHistory:
			line += fmt.Sprintf(" %d", g.Steps)
		case harness.GestureVisit:
			line += " " + g.URL
		}
		lines = append(lines, line)
	}
	h.all = nil
	return lines
}

// doing does something in the page and waits for what follows.
func doing(ctx context.Context, s *harness.Session, do func(context.Context) error) {
	GinkgoHelper()
	_, err := s.Act(ctx, do)
	Expect(err).NotTo(HaveOccurred())
}

var _ = Describe("gestures", func() {
	It("are told of what is typed, clicked and sent, once", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Form</title><form action=/sent>
				<label>Name <input name=who></label> <input type=password id=secret>
				<select name=colour><option>red<option>green</select>
				<label><input type=checkbox name=terms> I agree</label>
				<button>Send</button></form>`),
			"/sent": html(`<title>Sent</title><a href=/>Back</a>`),
		})
		s := open(ctx, site)
		h := watch(ctx, s)
		visit(ctx, s, "/")
		Expect(h.told(ctx)).To(Equal([]string{"visit " + site.URL + "/"}))

		doing(ctx, s, func(ctx context.Context) error { return s.Fill(ctx, "[name=who]", "Ada") })
		doing(ctx, s, func(ctx context.Context) error { return s.Fill(ctx, "#secret", "lantern") })
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "label + * + select + label") })
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "button") })
		Expect(h.told(ctx)).To(Equal([]string{
			`fill input[name="who"] "Ada" false`, `fill #secret "" true`,
			`click input[name="terms"]`, `click role=button[name="Send"]`,
		}))

		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "a") })
		Expect(h.told(ctx)).To(Equal([]string{`click role=link[name="Back"]`}))
	})

	It("tell a form that is sent with Enter as that key", func(ctx SpecContext) {
		site := serve(pages{
			"/":     html(`<title>Form</title><form action=/sent><input name=q><button>Go</button></form>`),
			"/sent": html(`<title>Sent</title>`),
		})
		s := open(ctx, site)
		h := watch(ctx, s)
		visit(ctx, s, "/")
		doing(ctx, s, func(ctx context.Context) error { return s.Fill(ctx, "[name=q]", "workers") })
		doing(ctx, s, func(ctx context.Context) error { return s.Press(ctx, "Enter") })
		Expect(h.told(ctx)).To(HaveExactElements(HavePrefix("visit"), `fill input[name="q"] "workers" false`, `press Enter input[name="q"]`))
	})

	It("are told of the browser's own buttons, and not of what scripts do", func(ctx SpecContext) {
		site := serve(pages{
			"/":     html(`<title>Start</title><button onclick="location = '/next'">Next</button>`),
			"/next": html(`<title>Next</title><script>document.body?.click(); if (!location.hash) location.replace('/end')</script>`),
			"/end":  html(`<title>End</title><button onclick="history.back()">Home</button>`),
			"/away": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/end", http.StatusFound) },
		})
		s := open(ctx, site)
		h := watch(ctx, s)
		visit(ctx, s, "/")
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "button") })
		Expect(h.told(ctx)).To(HaveExactElements(HavePrefix("visit"), `click role=button[name="Next"]`))
		_, err := s.Reload(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = s.HardReload(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = s.Back(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(h.told(ctx)).To(Equal([]string{"reload", "hard-reload", "history -1"}))
		visit(ctx, s, "/away")
		Expect(h.told(ctx)).To(Equal([]string{"visit " + site.URL + "/away"}))
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "button") })
		Expect(h.told(ctx)).To(Equal([]string{`click role=button[name="Home"]`}))
	})

	It("tell when the tab is closed", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Short</title>`)}))
		h := watch(ctx, s)
		visit(ctx, s, "/")
		Expect(s.Tab().Close()).To(Succeed())
		Eventually(ctx, h.Closed()).Should(BeClosed())
	})

	It("cannot be told by the page itself", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Sly</title><button id=b>B</button>`)}))
		h := watch(ctx, s)
		visit(ctx, s, "/")
		h.told(ctx)
		raw, err := s.Evaluate(ctx, `document.querySelector('#b').click(); typeof swcheckGesture`)
		Expect(err).NotTo(HaveOccurred())
		Expect(string(raw)).To(Equal(`"undefined"`))
		Expect(h.told(ctx)).To(BeEmpty())
	})
})
