package experiments

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("Bodies", func() {
	answer := func(url, kind string) observation.Exchange {
		return observation.Exchange{URL: url, ResponseHeader: observation.Header{"Content-Type": {kind}}}
	}

	It("are kept of the pages and scripts of the target's own", func() {
		var options harness.SessionOptions
		keepRegistrations(site)(&options)
		Expect(options.KeepBody(answer(site, "text/html; charset=utf-8"))).To(BeTrue())
		Expect(options.KeepBody(answer(site+"app.js", "text/javascript"))).To(BeTrue())
		Expect(options.KeepBody(answer(site+"a.png", "image/png"))).To(BeFalse())
		Expect(options.KeepBody(answer("https://cdn.example/app.js", "text/javascript"))).To(BeFalse())
		worker := answer(site+"sw.js", "text/javascript")
		worker.RequestHeader = observation.Header{"Service-Worker": {"script"}}
		Expect(options.KeepBody(worker)).To(BeFalse())
	})

	It("are let go where they register no worker", func() {
		log := []observation.Exchange{
			{Body: []byte("navigator.serviceWorker.register('/sw.js', {updateViaCache: 'all'})")},
			{Body: []byte("console.log(1)")}, {},
		}
		dropOtherBodies(log)
		Expect(log[0].Body).NotTo(BeEmpty())
		Expect(log[1].Body).To(BeNil())
	})
})
