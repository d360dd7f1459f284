package script_test

import (
	"context"
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// failures does the steps and returns what an expect of them did not find.
func failures(ctx context.Context, fixture, steps string) []*script.ExpectationError {
	GinkgoHelper()
	_, err := parsed(steps).RunIn(ctx, session(ctx, site(fixture).URL()), script.World{})
	if err == nil {
		return nil
	}
	var step *script.StepError
	Expect(errors.As(err, &step)).To(BeTrue(), "%v", err)
	var one *script.ExpectationError
	Expect(errors.As(step, &one)).To(BeTrue(), "%v", err)
	several, is := step.Err.(interface{ Unwrap() []error })
	if !is {
		return []*script.ExpectationError{one}
	}
	var all []*script.ExpectationError
	for _, e := range several.Unwrap() {
		all = append(all, e.(*script.ExpectationError))
	}
	return all
}

var _ = Describe("expect", func() {
	const away = `
- visit: /
- await: controlled
- visit: /talks/1
- network: offline
`
	It("holds a page to what a site promises", func(ctx SpecContext) {
		Expect(failures(ctx, "precache", `
- visit: /
- await: controlled
- visit: /
- expect:
    title: "Home *"
    text: [Talks, Speakers]
    no-text: "Log out"
    status: 200
    served-by: cache-storage
    requests: 0
    caches: {precache-*: {has: [/, /talks/], at-most: 50}, nothing-*: none}
`)).To(BeEmpty())
	})

	_ = away
	_ = observation.Offline
})
