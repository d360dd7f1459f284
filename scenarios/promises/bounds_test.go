package promises_test

import (
	"fmt"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// Whoever stores what is visited must forget something one day.
var _ = DescribeTable("What is stored on the way does not grow for ever",
	func(ctx SpecContext, fixture, ask, cache string, atMost int) {
		v := know(ctx, fixture)
		for from := 0; from < atMost+10; from += 10 { // by tens: each call has its limit
			asked := v.finds(ctx, fmt.Sprintf(`(async () => {
				for (let i = %d; i < %d; i++) await (await fetch(%s)).text();
				return true;
			})()`, from, from+10, ask))
			Expect(asked).To(BeTrue())
		}
		Expect(v.Await(ctx, harness.Idle)).To(Succeed())
		Expect(v.caches(ctx)[cache]).To(HaveLen(atMost))
		v.network(ctx, harness.Offline)
		Expect(v.opens(ctx, "/").Text).To(ContainSubstring("Tunnel Days"))
	},
	Entry("cumulative", "cumulative", "`/api/talks?n=${i}`", "parts-A", 50),
	Entry("clear-cache", "clear-cache", "`/api/talks?n=${i}`", "parts-A", 50),
	Entry("app-shell", "app-shell", "`/search?q=${i}&from_appshell=1`", "content-A", 100),
	Entry("app-shell-timer", "app-shell-timer", "`/search?q=${i}&from_appshell=1`", "content", 100),
	Entry("app-shell-background", "app-shell-background", "`/search?q=${i}&from_appshell=1`", "content", 100),
)
