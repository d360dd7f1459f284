package script

import (
	"context"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

const requestsExample = "requests: 0"

func init() {
	number := orVariable(map[string]any{"type": "integer", "minimum": 0})
	RegisterExpectation(Expectation{
		Name: "requests", About: "how many requests asked the network since the step before that acted, also where a played deploy, a portal or a broken network met them; 0 shows that it was not used, except offline, where there is none to ask",
		Example: requestsExample,
		Schema: map[string]any{"oneOf": []any{
			number,
			map[string]any{
				"type": "object", "minProperties": 1, "properties": map[string]any{"at-most": number}, "additionalProperties": number,
				"propertyNames": map[string]any{"anyOf": []any{map[string]any{"const": "at-most"}, map[string]any{"pattern": addressPattern}}},
				"description":   "at-most, or how many by URL, which may be relative to the target; without a query it fits any",
			},
		}},
		Parse: parseRequests,
	})
}

func parseRequests(_ Reading, value source.Node) Check {
	if value.Kind() != source.Mapping {
		n, _ := value.Count(requestsExample, 0)
		return ofRequests(matchers.LeaveRequests(n))
	}
	var all []matchers.Matcher
	for _, p := range value.Pairs("requests: {at-most: 2}") {
		n, _ := p.Value.Count("requests: {at-most: 2}", 0)
		if p.Key.Name == "at-most" {
			all = append(all, matchers.LeaveRequestsAtMost(n))
			continue
		}
		url, ok := p.Key.Text()
		if ok && !isAddress(url) {
			p.Key.Reject(suggest.Hint(url, []string{"at-most"}, "write a path such as /api/talks, a whole URL, or at-most"), "%q is no URL", url)
		}
		all = append(all, matchers.LeaveRequestsFor(url, n))
	}
	if len(all) == 0 {
		value.Reject("for example: requests: {/api/talks: 1}", "requests names nothing to count")
	}
	return ofRequests(all...)
}

// ofRequests is a check of the exchanges since the last step that acted.
func ofRequests(all ...matchers.Matcher) Check {
	return func(_ context.Context, seen *Sight) (*ExpectationError, error) {
		exchanges := seen.Asked()
		for _, m := range all {
			if failure := compare(m, exchanges, true); failure != nil {
				return failure, nil
			}
		}
		return nil, nil
	}
}
