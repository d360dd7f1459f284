package script

import (
	"strings"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

// textSchema is that of one text or several.
var textSchema = map[string]any{"oneOf": []any{
	wordsSchema,
	map[string]any{"type": "array", "minItems": 1, "items": wordsSchema},
}}

func init() {
	RegisterExpectation(Expectation{
		Name: "text", About: "text that the page shows: one, or all of several",
		Example: `text: "a little bit of JS"`, Late: true,
		Schema: textSchema,
		Parse: func(_ Reading, value source.Node) Check {
			texts := textsOf(value, `text: "a little bit of JS"`)
			return ofPage(matchers.HaveText(texts...))
		},
	})
}

// textsOf reads one text or a list of them.
func textsOf(value source.Node, example string) []string {
	items := []source.Node{value}
	if value.Kind() == source.List {
		items = value.List(example)
		if len(items) == 0 {
			value.Reject("for example: "+example, "there is nothing in the list")
		}
	}
	var texts []string
	for _, item := range items {
		text, ok := item.String(example)
		if ok && strings.TrimSpace(text) == "" {
			item.Reject("for example: "+example, "an empty text is everywhere")
		}
		texts = append(texts, text)
	}
	return texts
}
