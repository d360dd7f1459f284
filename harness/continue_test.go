package harness_test

import (
	"net/http"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

var _ = Describe("a visit that goes on", func() {
	// The page registers its worker when it is asked to, long after it settled.
	late := `<title>Home</title><script>
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())
		window.begin = () => { navigator.serviceWorker.register('/sw.js') }
	</script>`

	It("has the load that a worker brings about which came after it", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(late), "/sw.js": script(claim)}))
		first := visit(ctx, s, "/")
		Expect(first.Navigations).To(HaveLen(1))
		Expect(s.Evaluate(ctx, "window.begin()")).Error().NotTo(HaveOccurred())
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())

		whole, err := s.Tab().Continue(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(whole.Navigations).To(HaveLen(2))
		Expect(whole.Settled).To(BeTrue())
		Expect(whole.ID).To(Equal(first.ID))
		Expect(whole.Controller).To(HaveSuffix("/sw.js"))
		Expect(len(whole.Requests)).To(BeNumerically(">", len(first.Requests)))
		Expect(first.Navigations).To(HaveLen(1), "what was returned before stays as it was")
	})

	It("comes to rest where only the worker took longer than a visit has", func(ctx SpecContext) {
		release := make(chan struct{})
		s := open(ctx, serve(pages{
			"/":      html("<title>Home</title>" + register),
			"/sw.js": script("addEventListener('install', e => e.waitUntil(fetch('/slow')))"),
			"/slow":  func(http.ResponseWriter, *http.Request) { <-release },
		}), func(o *harness.SessionOptions) { o.VisitLimit = 3 * time.Second })
		first := visit(ctx, s, "/")
		Expect(first.Settled).To(BeFalse())
		Expect(first.WaitingFor).NotTo(BeEmpty())
		close(release)
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		Expect(s.Tab().Continue(ctx)).To(And(HaveField("Settled", BeTrue()), HaveField("WaitingFor", BeEmpty())))
	})

	It("is as it was where nothing has happened", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html("<title>Home</title>")}))
		first := visit(ctx, s, "/")
		whole, err := s.Tab().Continue(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(whole.Duration).To(BeNumerically(">=", first.Duration))
		whole.Duration = first.Duration
		Expect(whole).To(Equal(first))
	})
})
