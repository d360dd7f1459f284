package sweep_test

import (
	"runtime"
	"sync"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/sweep"
)

// audited holds a place for the result of each fixture. The first spec that
// asks starts the audits, several at once; then each spec waits for its own.
var audited = struct {
	start   sync.Once
	results map[string]chan sweep.Result
}{results: map[string]chan sweep.Result{}}

func startSweep() {
	go sweep.All(running, browser, fixtures.All(), sweep.Focused, runtime.NumCPU(), func(r sweep.Result) {
		audited.results[r.Fixture.Name] <- r
	})
}

// make sweep audits every fixture whole.
var _ = Describe("The sweep over all fixtures", func() {
	for _, f := range fixtures.All() {
		audited.results[f.Name] = make(chan sweep.Result, 1)

		It("says of "+f.Name+" what it must", func(ctx SpecContext) {
			audited.start.Do(startSweep)
			var result sweep.Result
			Eventually(ctx, audited.results[f.Name]).Should(Receive(&result))
			Expect(result.Problems).To(BeEmpty(), f.Title)
		})
	}
})
