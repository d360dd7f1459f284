package harness_test

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// offers is a page that says which of its elements was clicked.
const offers = `<title>Offers</title>
	<nav><a href=/talks/>Talks</a></nav>
	<p>Log in to see more</p>
	<button hidden>Log in</button>
	<button onclick="document.title = 'button'"><span>Log</span> <b> in </b></button>
	<div role=button aria-label="Close it" onclick="document.title = 'close'">×</div>
	<input type=submit value=Send onclick="document.title = 'send'">
	<label><input type=checkbox onclick="document.title = 'agreed'"> I "really" agree</label>
	<x-card></x-card>
	<script>
		const shadow = document.querySelector('x-card').attachShadow({mode: 'open'});
		shadow.innerHTML = '<button class=inner onclick="document.title = &quot;inner&quot;">In the shade</button>';
	</script>`

var _ = Describe("a selector", func() {
	DescribeTable("names elements by what people see", func(ctx SpecContext, selector, clicked string) {
		s := open(ctx, serve(pages{"/": html(offers)}))
		visit(ctx, s, "/")
		doing(ctx, s, func(ctx context.Context) error { return s.Click(ctx, selector) })
		raw, err := s.Evaluate(ctx, "document.title")
		Expect(err).NotTo(HaveOccurred())
		Expect(string(raw)).To(Equal(`"` + clicked + `"`))
		Expect(s.AwaitShown(ctx, harness.Ready{Selector: selector})).To(Succeed())
	},
		Entry("by text, and not by a part of it", "text=Log in", "button"),
		Entry("by role and name", `role=button[name="Log in"]`, "button"),
		Entry("by a role that is given", `role=button[name='Close it']`, "close"),
		Entry("by the value of a button", "text=Send", "send"),
		Entry("by the role of such a button", `role=button[name="Send"]`, "send"),
		Entry("by the label of a field, with quotes in it", `role=checkbox[name="I "really" agree"]`, "agreed"),
		Entry("by text in a shadow tree", "text=In the shade", "inner"),
		Entry("by CSS in a shadow tree", ".inner", "inner"),
	)

	It("of no form that is known is told as such", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(offers)}))
		visit(ctx, s, "/")
		Expect(s.Click(ctx, "role=button[Log in]")).To(MatchError(ContainSubstring("not a valid selector")))
		Expect(s.Click(ctx, "text=Nowhere")).To(MatchError(ContainSubstring(`no visible element matches "text=Nowhere"`)))
	})
})

var _ = Describe("a field", func() {
	It("whose value is chosen takes it, and says when it has none like it", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Fields</title>
			<select id=colour onchange="document.title = this.value"><option value=r>Red<option value=g>Dark  green</select>
			<input id=day type=date onchange="document.title = this.value">`)}))
		visit(ctx, s, "/")
		title := func() string {
			raw, err := s.Evaluate(ctx, "document.title")
			Expect(err).NotTo(HaveOccurred())
			return string(raw)
		}
		Expect(s.Fill(ctx, "#colour", "Dark green")).To(Succeed())
		Expect(title()).To(Equal(`"g"`))
		Expect(s.Fill(ctx, "#colour", "r")).To(Succeed())
		Expect(title()).To(Equal(`"r"`))
		var wrong *harness.ValueError
		err := s.Fill(ctx, "#colour", "blue")
		Expect(err).To(BeAssignableToTypeOf(wrong))
		Expect(err).To(HaveField("Known", []string{"Red", "Dark green"}))
		Expect(s.Fill(ctx, "#day", "2026-01-31")).To(Succeed())
		Expect(title()).To(Equal(`"2026-01-31"`))
		Expect(s.Fill(ctx, "#day", "tomorrow")).To(BeAssignableToTypeOf(wrong))
	})

	It("is what text goes into, and nothing else", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Fields</title><h1>Fields</h1>
			<input id=tick type=checkbox><input id=fixed readonly value=a><textarea id=note></textarea><p id=rich contenteditable>x</p>`)}))
		visit(ctx, s, "/")
		Expect(s.Fill(ctx, "h1", "x")).To(MatchError("h1 is no field to fill, it is: h1"))
		Expect(s.Fill(ctx, "#tick", "x")).To(MatchError("#tick is no field to fill, it is: input of type checkbox"))
		Expect(s.Fill(ctx, "#fixed", "x")).To(MatchError(ContainSubstring("disabled or read-only")))
		Expect(s.Fill(ctx, "#note", "x")).To(Succeed())
		Expect(s.Fill(ctx, "#rich", "new")).To(Succeed())
		Expect(s.Evaluate(ctx, "document.querySelector('#rich').textContent")).To(BeEquivalentTo(`"new"`))
	})
})
