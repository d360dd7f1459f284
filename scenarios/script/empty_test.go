package script_test

import (
	"errors"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

// readWith reads steps in which variables stand.
func readWith(text string, defined map[string]source.Variable) error {
	file, root := source.Parse("steps.yaml", []byte(text), environment)
	file.Define(defined)
	in := reading()
	in.Saved = new(script.Saved)
	in.Parse(root)
	return file.Err()
}

var _ = Describe("a step of nothing", func() {
	blank := map[string]source.Variable{"x": {Value: "", Kind: source.Text}}

	DescribeTable("is refused where it stands, before anything is done",
		func(text, message, hint string) {
			for _, empty := range []string{`""`, `" "`, "$x"} {
				step := strings.ReplaceAll(text, "EMPTY", empty)
				err := readWith(step, blank)
				var mistakes source.Mistakes
				Expect(errors.As(err, &mistakes)).To(BeTrue(), "%s: %v", step, err)
				Expect(mistakes).To(HaveLen(1), "%v", err)
				Expect(err.Error()).To(HavePrefix("steps.yaml:1:"+message), step)
				Expect(err.Error()).To(ContainSubstring("\n  1 | "+step+"\n"), step)
				Expect(mistakes.Hint()).To(ContainSubstring(hint))
			}
		},
		Entry("a page", "- visit: EMPTY", "10: visit is empty", "visit: /login"),
		Entry("a page of a tab", "- new-tab: EMPTY", "12: new-tab is empty", "new-tab: /talks/"),
		Entry("a selector", "- click: EMPTY", "10: click is empty", `click: "#go"`),
		Entry("a text to wait for", "- wait-for: {text: EMPTY}", "20: text is empty", "{text: Hello}"),
		Entry("an element to wait for", "- wait-for: {selector: EMPTY}", "24: selector is empty", "#hello"),
		Entry("a request to wait for", "- wait-for: {request: EMPTY}", "23: request is empty", "/api/login"),
		Entry("a folder", "- deploy: {folder: EMPTY}", "20: folder is empty", "dist-b"),
		Entry("a command", "- deploy: {command: EMPTY}", "21: command is empty", "deploy-b.sh"),
		Entry("a portal", "- network: {captive-portal: {redirect: EMPTY}}", "40: redirect is empty", "portal.example"),
		Entry("a host", "- network: {block: [EMPTY]}", "21: ", "give a host"),
		Entry("a file", "- include: EMPTY", "12: include is empty", "include: steps/"),
		Entry("a name", "- save: EMPTY", "9: the name is empty", "save: the talk online"),
		Entry("a script", "- evaluate: EMPTY", "13: the script is empty", "document.title"),
		Entry("a script with a value", "- evaluate: {script: EMPTY, is: 5}", "22: the script is empty", "document.title"),
		Entry("a text", "- expect: {text: EMPTY}", "18: an empty text is everywhere", "text: "),
		Entry("a text in a list", "- expect: {no-text: [Hello, EMPTY]}", "29: an empty text is everywhere", "no-text: "),
		Entry("an element", "- expect: {selector: EMPTY}", "22: an empty text is everywhere", "selector: "),
		Entry("a URL", "- expect: {url: EMPTY}", "17: url is empty", "url: /account"),
	)

	It("says which variable it is", func() {
		Expect(readWith("- wait-for: {text: $x}", blank)).To(MatchError(HavePrefix("steps.yaml:1:20: text is empty when $x is put in\n")))
	})

	DescribeTable("is refused as a key, too",
		func(text, message, hint string) {
			err := readWith(text, nil)
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(err.Error()).To(HavePrefix("steps.yaml:1:" + message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("a field", `- fill: {"": x}`, "10: the selector of a field is empty", "#user"),
		Entry("a text to replace", `- deploy: {/: {replace: {"": x}}}`, "26: the text that is to be replaced is empty", "Edition A"),
		Entry("no text of an element", `- click: "text= "`, "10: text= names no text", "text=Log in"),
	)

	It("may put nothing in the place of a text, and have no title", func() {
		Expect(readWith(`- deploy: {/: {replace: {a: ""}}}`, nil)).To(Succeed())
		Expect(readWith(`- expect: {title: ""}`, nil)).To(Succeed())
	})
})

var _ = Describe("same-as", func() {
	DescribeTable("is refused where no step before has saved under the name",
		func(text, message, hint string) {
			err := readWith(text, map[string]source.Variable{"page": {Value: "home", Kind: source.Text}})
			if message == "" {
				Expect(err).NotTo(HaveOccurred())
				return
			}
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(mistakes).To(HaveLen(1), "%v", err)
			Expect(err.Error()).To(HavePrefix("steps.yaml:" + message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("mistyped", "- save: home\n- expect: {same-as: hoem}", `2:21: nothing was saved as "hoem" before`, "did you mean home?"),
		Entry("nothing saved at all", "- expect: {same-as: home}", `1:21: nothing was saved as "home" before`, "put a step before that saves it: save: home"),
		Entry("saved afterwards", "- expect: {same-as: home}\n- save: home", `1:21: nothing was saved as "home" before`, "before"),
		Entry("saved before", "- save: home\n- expect: {same-as: home}", "", ""),
		Entry("by a variable", "- save: $page online\n- expect: {same-as: home online}", "", ""),
		Entry("by a variable that is another", "- save: online\n- expect: {same-as: $page}", `2:21: nothing was saved as "home" before`, "save: home"),
		Entry("in an included file", "- include: steps/saves.yaml\n- expect: {same-as: home}", "", ""),
		Entry("beside a step that is mistaken itself", "- sav: home\n- expect: {same-as: home}", `1:3: there is no step "sav"`, "did you mean save?"),
	)
})
