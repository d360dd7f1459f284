package script

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

const cachesExample = "caches: {pages-*: {has: [/offline], at-most: 50}}"

func init() {
	number := orVariable(map[string]any{"type": "integer", "minimum": 0})
	urls := map[string]any{"oneOf": []any{
		addressSchema,
		map[string]any{"type": "array", "minItems": 1, "items": addressSchema},
	}}
	RegisterExpectation(Expectation{
		Name: "caches", About: "what Cache Storage holds, by the name of the cache, in which a star stands for anything; none is that there is no such cache, and all else needs one, but for a star alone",
		Example: cachesExample, Late: true,
		Schema: map[string]any{"oneOf": []any{
			map[string]any{"const": "none"},
			map[string]any{
				"type": "object", "minProperties": 1,
				"additionalProperties": map[string]any{"oneOf": []any{
					map[string]any{"const": "none"},
					map[string]any{
						"type": "object", "minProperties": 1, "additionalProperties": false,
						"properties": map[string]any{"has": urls, "lacks": urls, "at-most": number, "exactly": number},
					},
				}},
			},
		}},
		Parse: parseCaches,
	})
}

func parseCaches(_ Reading, value source.Node) Check {
	if value.Kind() == source.Text {
		value.Word("state of caches", "none")
		return ofCaches([]matchers.Matcher{matchers.HaveNoCache("*")})
	}
	var all []matchers.Matcher
	pairs := value.Pairs(cachesExample)
	if len(pairs) == 0 && value.Kind() == source.Mapping {
		value.Reject("for example: "+cachesExample, "caches names no cache")
	}
	for _, p := range pairs {
		all = append(all, contentsOf(p)...)
	}
	return ofCaches(all)
}

// contentsOf reads what one cache, or those that fit a name, are to hold.
func contentsOf(p source.Pair) []matchers.Matcher {
	name, ok := p.Key.Text()
	if !ok {
		return nil
	}
	if p.Value.Kind() == source.Text {
		p.Value.Word("state of a cache", "none")
		return []matchers.Matcher{matchers.HaveNoCache(name)}
	}
	var all []matchers.Matcher
	add := func(m matchers.Matcher) { all = append(all, matchers.InCache(name, m)) }
	found := p.Value.Fields("expectation of a cache", cachesExample, map[string]func(source.Node){
		"has":   func(n source.Node) { add(matchers.HaveCached(addressesOf(n, cachesExample)...)) },
		"lacks": func(n source.Node) { add(matchers.LackCached(addressesOf(n, cachesExample)...)) },
		"at-most": func(n source.Node) {
			most, _ := n.Count(cachesExample, 0)
			add(matchers.HaveEntriesAtMost(most))
		},
		"exactly": func(n source.Node) {
			exactly, _ := n.Count(cachesExample, 0)
			add(matchers.HaveEntries(exactly))
		},
	})
	if found.Lacks("has", "lacks", "at-most", "exactly") {
		p.Value.Reject("for example: "+cachesExample, "nothing is expected of the cache %s", name)
	}
	return all
}

// ofCaches is a check of what Cache Storage holds now.
func ofCaches(all []matchers.Matcher) Check {
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		caches, err := seen.Caches(ctx)
		if errors.As(err, new(*harness.NoPageOpenError)) {
			return nothingVisited(), nil
		}
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			if failure := compare(m, caches, true); failure != nil {
				return failure, nil
			}
		}
		return nil, nil
	}
}
