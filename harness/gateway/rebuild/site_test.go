package rebuild_test

import (
	"context"
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/harness/gateway/rebuild"
)

var _ = Describe("a site that cannot be read", func() {
	It("is an error", limit, func(ctx SpecContext) {
		none := func(context.Context, string) (*gateway.Response, error) { return nil, errors.New("gone") }
		_, err := rebuild.Prepare(ctx, rebuild.Site{Origin: "not an origin", Get: none})
		Expect(err).To(MatchError(ContainSubstring("is no origin")))
		_, err = rebuild.Prepare(ctx, rebuild.Site{Origin: "https://site.example"})
		Expect(err).To(HaveOccurred())
		ended, cancel := context.WithCancel(ctx)
		cancel()
		_, err = rebuild.Prepare(ended, rebuild.Site{Origin: "https://site.example", Get: none})
		Expect(err).To(MatchError(context.Canceled))
	})

	It("is one in which nothing is recognised, where nothing is there", limit, func(ctx SpecContext) {
		none := func(context.Context, string) (*gateway.Response, error) { return nil, errors.New("gone") }
		plan, err := rebuild.Prepare(ctx, rebuild.Site{
			Origin: "https://site.example/", Scripts: []string{"https://site.example/sw.js"}, Cached: []string{"https://site.example/a"}, Get: none,
		})
		Expect(err).NotTo(HaveOccurred())
		Expect(plan.Lazy()).To(BeEmpty())
		Expect(plan.Deploy("B").Origin).To(Equal("https://site.example"))
	})
})
