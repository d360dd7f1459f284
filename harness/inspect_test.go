package harness_test

import (
	"net/http"
	"os"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

var _ = Describe("a browser that others may inspect", func() {
	It("tells where, and answers there", func(ctx SpecContext) {
		open, err := harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER"), Inspect: true})
		Expect(err).NotTo(HaveOccurred())
		DeferCleanup(open.Close)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+open.InspectAddress()+"/json/version", nil)
		Expect(err).NotTo(HaveOccurred())
		answer, err := http.DefaultClient.Do(request)
		Expect(err).NotTo(HaveOccurred())
		Expect(answer).To(HaveHTTPStatus(http.StatusOK))
		Expect(answer.Body.Close()).To(Succeed())
		Expect(browser.InspectAddress()).To(BeEmpty(), "one that is driven through a pipe")
	})
})
