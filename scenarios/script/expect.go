package script

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
)

const expectExample = `expect: {title: "App shell", served-by: cache-storage}`

// expectSchemas are those of the keys. The keys register themselves, each when
// its file is initialised.
var expectSchemas = map[string]any{}

func init() {
	Register(Kind{
		Name: "expect", About: "compare what is seen with what is promised; all keys are looked at, and what may come a moment later is awaited",
		Example: expectExample,
		Schema: map[string]any{
			"type": "object", "minProperties": 1, "additionalProperties": false, "properties": expectSchemas,
		},
		Parse: parseExpect,
	})
}

// An expected is one key of an expect with its value.
type expected struct {
	Expectation
	check Check
	place string
}

func parseExpect(in Reading, value source.Node) Do {
	var keys []expected
	pairs := value.Pairs(expectExample)
	if len(pairs) == 0 && value.Kind() == source.Mapping {
		value.Reject("for example: "+expectExample, "expect names nothing to look at")
	}
	for _, p := range pairs {
		e, known := expectations[p.Key.Name]
		if !known {
			p.Key.Unknown("expectation", slices.Sorted(maps.Keys(expectations)))
			continue
		}
		if p.Value.Kind() == source.Nothing && !p.Value.IsAlias() {
			p.Key.Reject("for example: "+e.Example, "%s needs a value", e.Name)
			continue
		}
		keys = append(keys, expected{Expectation: e, check: e.Parse(in, p.Value), place: p.Key.Where()})
	}
	return func(ctx context.Context, run *Run) error { return run.expect(ctx, keys) }
}

// expect looks at all keys. Where all that fails may come a moment later it
// looks again whenever something happens, within the session's limit.
func (r *Run) expect(ctx context.Context, keys []expected) error {
	failed, final, err := r.failing(ctx, keys)
	if err != nil {
		return err
	}
	if final {
		return r.followed(failed).err()
	}
	err = r.Session.Until(ctx, "the expectation", func() ([]string, error) {
		failed, final, err = r.failing(ctx, keys)
		if final {
			return nil, err
		}
		pending := make([]string, 0, len(failed))
		for _, f := range failed {
			pending = append(pending, f.Key)
		}
		return pending, err
	})
	if err == nil || errors.As(err, new(*harness.TimeoutError)) {
		return r.followed(failed).err()
	}
	return err
}

// failing returns the keys that fail. It is final where none does, and where no
// wait can heal one of them.
func (r *Run) failing(ctx context.Context, keys []expected) (failed expectationErrors, final bool, err error) {
	seen := &Sight{run: r}
	for _, key := range keys {
		failure, err := key.check(ctx, seen)
		if err != nil {
			return nil, false, err
		}
		if failure != nil {
			failure.Key, failure.Place = key.Name, key.place
			failed = append(failed, failure)
			final = final || !key.Late || failure.final || failure.URL != "" && seen.isErrorPage()
		}
	}
	return failed, final || len(failed) == 0, nil
}
