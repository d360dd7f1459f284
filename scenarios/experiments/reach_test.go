package experiments

import (
	"context"
	"errors"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func shown(status int, mimeType string) observation.Visit {
	return observation.Visit{URL: site, Final: site, Status: status, MIMEType: mimeType}
}

var _ = DescribeTable("a start page that cannot be judged",
	func(v observation.Visit, log []observation.Exchange, reason, hint string) {
		err := reached(v, log)
		var unreachable *UnreachableError
		Expect(errors.As(err, &unreachable)).To(BeTrue())
		Expect(err.Error()).To(And(ContainSubstring(site), ContainSubstring(reason)))
		Expect(unreachable.Hint()).To(ContainSubstring(hint))
	},
	Entry("is missing", shown(404, "text/html"), nil, "answered 404", "path"),
	Entry("is forbidden", shown(403, "text/html"), nil, "answered 403", "--cookie"),
	Entry("is broken", shown(503, "text/html"), nil, "answered 503", "log"),
	Entry("is a picture", shown(200, "image/png"), nil, "image/png", "HTML"),
	Entry("never answers", observation.Visit{URL: site, WaitingFor: []string{"GET /"}}, nil, "waited for GET /", "--timeout"),
	Entry("redirects for ever", observation.Visit{URL: site, Error: "net::ERR_TOO_MANY_REDIRECTS"}, nil, "TOO_MANY_REDIRECTS", "--cookie"),
	Entry("is not served",
		observation.Visit{URL: site, Error: "net::ERR_EMPTY_RESPONSE"},
		[]observation.Exchange{{URL: site, Outcome: observation.Failed, Error: "dial tcp 127.0.0.1:1: connect: connection refused"}},
		"connection refused", "start the server"),
	Entry("has a bad certificate",
		observation.Visit{URL: site, Error: "net::ERR_EMPTY_RESPONSE"},
		[]observation.Exchange{{URL: site, Outcome: observation.Failed, Error: "x509: certificate signed by unknown authority"}},
		"unknown authority", "--insecure"),
	Entry("has no address",
		observation.Visit{URL: site, Error: "net::ERR_EMPTY_RESPONSE"},
		[]observation.Exchange{{URL: site, Outcome: observation.Failed, Error: "dial tcp: lookup site.example: no such host"}},
		"the name site.example is not known", "host name"),
)

var _ = It("judges a page that never stops loading", func() {
	v := shown(200, "text/html")
	v.WaitingFor = []string{"GET /slow"}
	Expect(reached(v, nil)).To(Succeed())
})

var _ = Describe("an error of the browser on the start page", func() {
	It("is about the page where the page hangs", func() {
		err := startPageFailed(site, &harness.PageHungError{URL: site, After: time.Second})
		var unreachable *UnreachableError
		Expect(errors.As(err, &unreachable)).To(BeTrue())
		Expect(unreachable.Hint()).To(ContainSubstring("endless loop"))
		Expect(errors.As(err, new(*harness.PageHungError))).To(BeTrue())
	})

	It("is about the browser where that is gone", func() {
		gone := &harness.BrowserGoneError{During: "visit"}
		Expect(startPageFailed(site, gone)).To(BeIdenticalTo(gone))
	})
})

var _ = Describe("Probes", func() {
	It("asks for each URL once, however many want it", func(ctx context.Context) {
		asked := make(chan string, 10)
		probes := newProbes(func(_ context.Context, url, purpose string) observation.Probe {
			asked <- url
			return observation.Probe{URL: url, Purpose: purpose, Status: 200}
		})
		probes.Start(ctx, site+"sw.js", observation.ProbeWorkerScript)
		probes.Start(ctx, site+"sw.js", observation.ProbeWorkerScript)
		Expect(probes.Get(ctx, site+"sw.js", observation.ProbeWorkerScript).Status).To(Equal(200))
		probes.Start(ctx, site+"manifest.json", observation.ProbeManifest)
		Expect(probes.All()).To(HaveLen(2))
		Expect(asked).To(HaveLen(2))
	})
})

var _ = Describe("The registry", func() {
	It("knows the experiments by name", func() {
		var names []string
		for _, e := range All() {
			names = append(names, e.Name)
		}
		Expect(names).To(Equal([]string{
			"deploy", "faults", "first-visit", "growth", "offline", "removal", "return-visit", "users", "without-worker",
		}))
	})

	It("refuses what is incomplete or registered twice", func() {
		Expect(func() { Register(Experiment{Name: "half"}) }).To(Panic())
		Expect(func() { Register(All()[0]) }).To(Panic())
	})
})
