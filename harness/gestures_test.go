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

	// What is clicked or filled has the class it.
	DescribeTable("name an element by what lasts, and that finds it alone", func(ctx SpecContext, body, selector string) {
		s := open(ctx, serve(pages{"/": html("<title>Page</title>" + body)}))
		h := watch(ctx, s)
		visit(ctx, s, "/")
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, ".it") })
		Expect(h.told(ctx)).To(HaveExactElements(HavePrefix("visit"), "click "+selector))
	},
		Entry("an id", `<button id=save class=it>Save</button>`, "#save"),
		Entry("an id that CSS must escape", `<button id="a.b:c" class=it>Save</button>`, `#a\.b\:c`),
		Entry("no id of a program, but the role and the name", `<button id=":r1:" class=it>Save</button>`, `role=button[name="Save"]`),
		Entry("no id with a hash", `<button id="btn-4f3a9c21" class=it>Save</button>`, `role=button[name="Save"]`),
		Entry("what tests name it by", `<button data-testid=save class=it>Save</button>`, `[data-testid="save"]`),
		Entry("its label", `<button aria-label="Save it" class=it>S</button>`, `button[aria-label="Save it"]`),
		Entry("the name of a field", `<input type=checkbox name=terms class=it>`, `input[name="terms"]`),
		Entry("the value too, of a radio button", `<input type=radio name=a value=1><input type=radio name=a value=2 class=it>`, `input[name="a"][value="2"]`),
		Entry("the label around a field", `<label>I agree <input type=checkbox class=it></label>`, `role=checkbox[name="I agree"]`),
		Entry("the text of what is no button", `<div class=it onclick="1">Open the menu</div>`, "text=Open the menu"),
		Entry("the button, and not the picture in it", `<button>Save <svg class=it width=20 height=20><circle r=10 /></svg></button>`, `role=button[name="Save"]`),
		Entry("a link by its text", `<a href=#x class=it>Talks</a>`, `role=link[name="Talks"]`),
		Entry("one of two links with one text by where it leads", `<a href=#x>More</a> <a href=#y class=it>More</a>`, `a[href="#y"]`),
		Entry("either of two links to one page", `<nav><a href=#x>More</a></nav> <footer><a href=#x class=it>More</a></footer>`, `a[href="#x"]`),
		Entry("one of several alike by what it is in", `<ul id=left><li><button>Go</button></ul><ul id=right><li><button class=it>Go</button></ul>`, "#right button"),
		Entry("at last by its place", `<p><button>Go</button></p><p><button class=it>Go</button></p>`, "p:nth-of-type(2) > button"),
		Entry("the label of a box that is not seen", `<input type=checkbox id=c style="display: none"><label for=c class=it>Dark</label>`, "text=Dark"),
		Entry("an element in a shadow tree", `<x-a></x-a><script>document.querySelector('x-a').attachShadow({mode: 'open'}).innerHTML = '<button class=it>In</button>'</script>`, `role=button[name="In"]`),
		Entry("quotation marks in a name", `<button class=it>Say "hi"</button>`, `role=button[name="Say "hi""]`),
	)

	It("tell what is chosen and written in rich fields, and what cannot be told", func(ctx SpecContext) {
		s := open(ctx, serve(pages{
			"/":      html(`<title>Rich</title><div id=note contenteditable>old</div><input id=one-time-code><iframe src=/frame></iframe>`),
			"/frame": html(`<button style="width: 100px; height: 50px">Framed</button>`),
		}))
		h := watch(ctx, s)
		visit(ctx, s, "/")
		doing(ctx, s, func(ctx context.Context) error { return s.Fill(ctx, "#note", "new") })
		doing(ctx, s, func(ctx context.Context) error { return s.Fill(ctx, "#one-time-code", "123456") })
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, "iframe") })
		Expect(h.told(ctx)).To(ContainElements(`fill #note "new" false`, `fill #one-time-code "" true`, "frame"))
	})
})
