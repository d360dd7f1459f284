package promises_test

import (
	"context"
	"fmt"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// renewsFrame changes the shell on the server and nothing else: no script, and so
// no new worker.
func (v visitor) renewsFrame(ctx context.Context) {
	GinkgoHelper()
	page := v.finds(ctx, `fetch('/frame', {cache: 'no-store'}).then(r => r.text())`).(string)
	v.site.Replace("/frame", "text/html; charset=utf-8", []byte(replaceOnce(page, "Programme edition A", "Programme edition Z")))
}

func (v visitor) seesEdition(ctx context.Context, edition string) {
	GinkgoHelper()
	Expect(v.opens(ctx, "/schedule").Text).To(And(
		ContainSubstring("Programme edition "+edition), ContainSubstring("Lunch is at noon")))
	Expect(v.Await(ctx, harness.Idle)).To(Succeed())
}

var _ = Describe("app-shell-background", func() {
	It("shows the old shell once, tells that there is a newer one, and shows that", func(ctx SpecContext) {
		v := know(ctx, "app-shell-background")
		v.seesEdition(ctx, "A")
		v.renewsFrame(ctx)
		v.seesEdition(ctx, "A")
		v.sees(ctx, "#news", "There is a newer edition of this site.")
		v.clicks(ctx, "#news a")
		v.sees(ctx, "footer", "Programme edition Z")
		Expect(v.finds(ctx, `document.querySelector('#news')`)).To(BeNil())
		Expect(v.Versions()).To(HaveLen(1))
	})

	It("says nothing while the shell is the same", func(ctx SpecContext) {
		v := know(ctx, "app-shell-background")
		v.seesEdition(ctx, "A")
		v.seesEdition(ctx, "A")
		Expect(v.finds(ctx, `document.querySelector('#news')`)).To(BeNil())
	})

	It("keeps the shell that works while the new one cannot be had whole", func(ctx SpecContext) {
		v := know(ctx, "app-shell-background")
		before := v.caches(ctx)["shell"]
		page := v.finds(ctx, `fetch('/frame', {cache: 'no-store'}).then(r => r.text())`).(string)
		v.site.Replace("/frame", "text/html; charset=utf-8", []byte(replaceOnce(page, "/assets/frame-", "/assets/gone-")))
		v.seesEdition(ctx, "A")
		Expect(v.caches(ctx)["shell"]).To(ContainElements(before))
		v.network(ctx, harness.Offline)
		v.seesEdition(ctx, "A")
	})

	It("takes away what no frame needs any more", func(ctx SpecContext) {
		v := know(ctx, "app-shell-background")
		before := v.caches(ctx)["shell"]
		v.site.Deploy()
		v.seesEdition(ctx, "A")
		v.seesEdition(ctx, "B")
		after := v.caches(ctx)["shell"]
		Expect(after).To(HaveLen(len(before)))
		Expect(after).NotTo(Equal(before))
	})
})

// ages makes the worker believe that it fetched the shell so long ago.
func (v visitor) ages(ctx context.Context, minutes int) {
	GinkgoHelper()
	Expect(v.finds(ctx, fmt.Sprintf(`caches.open('shell').then(async cache => {
		await cache.put('/shell-fetched', Response.json(Date.now() - %d * 60 * 1000));
		return true;
	})`, minutes))).To(BeTrue())
}

var _ = Describe("app-shell-timer", func() {
	It("leaves the shell as it is for an hour, and shows the new one with the second load after that", func(ctx SpecContext) {
		v := know(ctx, "app-shell-timer")
		v.renewsFrame(ctx)
		v.ages(ctx, 59)
		v.seesEdition(ctx, "A")
		v.seesEdition(ctx, "A")
		v.ages(ctx, 61)
		v.seesEdition(ctx, "A")
		v.seesEdition(ctx, "Z")
		Expect(v.Versions()).To(HaveLen(1))
	})

	It("remembers the time while the worker is stopped, and asks no more until it is over", func(ctx SpecContext) {
		v := know(ctx, "app-shell-timer")
		v.ages(ctx, 61)
		v.seesEdition(ctx, "A")
		asked := v.site.Count("/frame")
		Expect(v.StopWorkers(ctx)).To(Succeed())
		v.seesEdition(ctx, "A")
		Expect(v.site.Count("/frame")).To(Equal(asked))
	})

	It("goes on with the old shell while it cannot fetch another", func(ctx SpecContext) {
		v := know(ctx, "app-shell-timer")
		v.opens(ctx, "/schedule")
		v.ages(ctx, 61)
		v.network(ctx, harness.Offline)
		v.seesEdition(ctx, "A")
		v.network(ctx, harness.Online)
		v.renewsFrame(ctx)
		v.seesEdition(ctx, "A")
		v.seesEdition(ctx, "Z")
	})
})
