package script

import (
	"strings"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "url", About: "where the visit ended, after redirects: a path, or a whole URL; a star stands for anything",
		Example: "url: /account", Late: true,
		Schema: addressSchema,
		Parse: func(_ Reading, value source.Node) Check {
			url, ok := value.Filled("url: /account")
			if ok {
				mustBeAddress(value, url, "url: /account")
			}
			return ofPage(matchers.HaveURL(url))
		},
	})
}

// addressPattern fits what isAddress takes.
const addressPattern = `^[/*]|://`

// addressSchema is that of an address, or of what variables may make one of.
var addressSchema = map[string]any{"type": "string", "pattern": addressPattern + `|\$(\w|\{)`}

// isAddress reports whether a text can be a path, a whole URL or a pattern of
// either.
func isAddress(text string) bool {
	return strings.HasPrefix(text, "/") || strings.HasPrefix(text, "*") || strings.Contains(text, "://")
}

func mustBeAddress(value source.Node, text, example string) {
	if !isAddress(text) {
		value.Reject("begin a path with a slash, for example: "+example, "%q is neither a path nor a whole URL", text)
	}
}

// addressesOf reads one path or URL, or a list of them.
func addressesOf(value source.Node, example string) []string {
	texts := textsOf(value, example)
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			mustBeAddress(value, text, example)
		}
	}
	return texts
}
