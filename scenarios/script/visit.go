package script

import (
	"context"
	"net/url"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "visit", About: "open a page, and wait until it has settled",
		Example: "visit: /login",
		Schema:  with(writtenSchema, "a URL, which may be relative to the target"),
		Parse:   parseVisit,
	})
}

func parseVisit(_ Reading, value source.Node) Do {
	page, ok := urlOf(value, "visit: /login")
	if !ok {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		return run.visit(func() (observation.Visit, error) { return run.Session.Visit(ctx, page) })
	}
}

// urlOf reads a URL, which may be relative to the target.
func urlOf(value source.Node, example string) (string, bool) {
	if !value.Must(example, source.Text) {
		return "", false
	}
	address, ok := value.Filled(example)
	if !ok {
		return "", false
	}
	if _, err := url.Parse(address); err != nil {
		value.Reject("give a path such as /login, or a whole URL", "%s is no URL", value.Written())
		return "", false
	}
	return address, true
}
