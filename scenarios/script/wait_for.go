package script

import (
	"context"
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "wait-for", About: "wait until the page shows an element or a text, or until a request of the step before has been answered on the wire",
		Example: `wait-for: {selector: "#hello"}`,
		Schema: map[string]any{
			"type": "object", "additionalProperties": false, "minProperties": 1,
			"properties": map[string]any{
				"selector": selectorSchema,
				"text":     wordsSchema,
				"request":  with(writtenSchema, "a URL, which may be relative to the target; without a query it fits any"),
			},
			"dependentSchemas": map[string]any{"request": map[string]any{"maxProperties": 1}},
		},
		Parse: parseWaitFor,
	})
}

const waitForExample = `wait-for: {selector: "#hello"}`

func parseWaitFor(_ Reading, value source.Node) Do {
	var shown harness.Ready
	var request string
	found := value.Fields("key of wait-for", waitForExample, map[string]func(source.Node){
		"selector": func(n source.Node) { shown.Selector, _ = selectorOf(n, waitForExample) },
		"text":     func(n source.Node) { shown.Text, _ = n.Filled("wait-for: {text: Hello}") },
		"request":  func(n source.Node) { request, _ = urlOf(n, "wait-for: {request: /api/login}") },
	})
	switch {
	case found.Lacks("selector", "text", "request"):
		value.Reject("for example: "+waitForExample, "wait-for does not say what for")
	case found.Has("request") && found.Len() > 1:
		value.Reject("write two steps", "wait-for waits for a request or for what is shown, not for both")
	case found.Has("request"):
		return func(ctx context.Context, run *Run) error { return run.waitForRequest(ctx, request) }
	}
	return func(ctx context.Context, run *Run) error {
		return run.watch(ctx, func(ctx context.Context) error { return run.Session.AwaitShown(ctx, shown) })
	}
}

func (r *Run) waitForRequest(ctx context.Context, request string) error {
	return r.watch(ctx, func(ctx context.Context) error {
		return r.Session.AwaitAnswer(ctx, "an answer for "+request, func(x observation.Exchange) bool {
			return x.ID > r.asked && fits(request, x.URL)
		})
	})
}

// fits reports whether a URL is the one that is meant: as far as it is written,
// and whatever the query where none is.
func fits(meant, got string) bool {
	m, err := url.Parse(meant)
	g, otherErr := url.Parse(got)
	if err != nil || otherErr != nil {
		return meant == got
	}
	return (m.Host == "" || m.Host == g.Host && m.Scheme == g.Scheme) &&
		strings.TrimPrefix(m.Path, "/") == strings.TrimPrefix(g.Path, "/") &&
		(m.RawQuery == "" || m.RawQuery == g.RawQuery)
}
