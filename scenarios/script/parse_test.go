package script_test

import (
	"errors"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

var _ = Describe("a list of steps", func() {
	DescribeTable("is refused with place, line and advice",
		func(text, message, hint string) {
			_, err := script.ParseText("steps.yaml", []byte(text), environment)
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(mistakes).To(HaveLen(1), "%v", err)
			Expect(err.Error()).To(HavePrefix(message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("unknown step", "- vist: /", "steps.yaml:1:3: there is no step \"vist\"\n  1 | - vist: /\n    |   ^", "did you mean visit?"),
		Entry("unknown bare step", "- relaod", `steps.yaml:1:3: there is no step "relaod"`, "did you mean reload?"),
		Entry("two in one", "- visit: /\n  click: \"#go\"", "steps.yaml:2:3: a step does one thing, and click is a second one", "dash of its own"),
		Entry("no value", "- visit:", "steps.yaml:1:3: visit needs a value", "visit: /login"),
		Entry("no value, bare", "- click", "steps.yaml:1:3: click needs a value", `click: "#go"`),
		Entry("a comment that was meant as a selector", "- click: #go", "steps.yaml:1:3: click needs a value", `click: "#go"`),
		Entry("list for text", "- visit: [/]", "steps.yaml:1:10: visit is a list, and must be a text or a number or true or false", "visit: /login"),
		Entry("number for selector", "- click: 5", "steps.yaml:1:10: click is a number, and must be a text", "click:"),
		Entry("no list", "visit: /", "steps.yaml:1:1: this is a mapping of keys to values, and must be a list", "[{visit: /login}"),
		Entry("nothing", "", "steps.yaml:1:1: this is empty, and must be a list", "[{visit: /login}"),
		Entry("no step", "[]", "steps.yaml:1:1: there is no step in the list", "[{visit: /login}"),
		Entry("a number as a step", "- 5", "steps.yaml:1:3: this is a number", "visit"),
		Entry("no fields", "- fill: {}", "steps.yaml:1:9: fill names no field", "fill:"),
		Entry("variable not set", "- fill: {\"#p\": $NOWHERE}", "steps.yaml:1:16: the environment variable NOWHERE is not set", "set it before: NOWHERE=… swcheck …; write $$"),
		Entry("variable empty", "- fill: {\"#p\": $EMPTY}", "steps.yaml:1:16: the environment variable EMPTY is empty", "set it before"),
		Entry("no URL", `- visit: "http://[::1"`, "steps.yaml:1:10: http://[::1 is no URL", "path such as"),
		Entry("unknown key", "- press: Entre", `steps.yaml:1:10: there is no key "Entre"`, "did you mean Enter"),
		Entry("unknown state", "- await: controled", `steps.yaml:1:10: there is no state "controled"`, "did you mean controlled?"),
		Entry("unknown way", "- reload: soft", `steps.yaml:1:11: there is no way to reload "soft"`, "hard"),
		Entry("unknown key of wait-for", "- wait-for: {selektor: p}", `steps.yaml:1:14: there is no key of wait-for "selektor"`, "did you mean selector?"),
		Entry("both", "- wait-for: {text: a, request: /}", "steps.yaml:1:13: wait-for waits for a request or for what is shown", "two steps"),
		Entry("nothing to wait for", "- wait-for: {}", "steps.yaml:1:13: wait-for does not say what for", "wait-for:"),
		Entry("no script", "- evaluate: {is: 5}", "steps.yaml:1:13: evaluate has no script", "evaluate:"),
		Entry("twice", "- fill: {a: 1, a: 2}", `steps.yaml:1:16: "a" stands here twice, first in line 1`, "leave one"),
	)

	It("tells all mistakes in one go, each with its hint", func() {
		_, err := script.ParseText("s.yaml", []byte("- vist: /\n- click: \"#go\"\n- pres: Enter"), nil)
		Expect(err.Error()).To(Equal(strings.Join([]string{
			`s.yaml:1:3: there is no step "vist"`, `  1 | - vist: /`, `    |   ^`, `hint: did you mean visit?`, ``,
			`s.yaml:3:3: there is no step "pres"`, `  3 | - pres: Enter`, `    |   ^`, `hint: did you mean press?`,
		}, "\n")))
	})

	It("does not print a password that stands beside a mistake", func() {
		_, err := script.ParseText("s.yaml", []byte(`[{fill: {"#password": hunter2}}, {clik: "#go"}]`), nil)
		Expect(err.Error()).To(And(ContainSubstring(`"#password": …}`), Not(ContainSubstring("hunter2"))))
	})

	It("knows the keys of the keyboard", func() {
		Expect(harness.KeyNames()).To(ContainElements("Enter", "Tab", "ArrowDown", "Backspace"))
		for _, name := range harness.KeyNames() {
			Expect(harness.IsKey(name)).To(BeTrue(), name)
		}
	})

	It("has an example for each kind that is one", func() {
		for _, kind := range script.Kinds() {
			_, err := script.ParseText(kind.Name, []byte("- "+kind.Example), environment)
			Expect(err).NotTo(HaveOccurred(), kind.Name)
		}
	})
})
