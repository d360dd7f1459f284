package promises_test

import (
	"net/http"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/testsite"
)

// The talk has a film, a portrait, a style and scripts.
const (
	talk  = "/talks/precaching"
	film  = "/media/welcome.webm"
	saved = "saved:" + talk
)

// playing resolves to the length of the film in seconds, or to why it cannot be
// played.
const playing = `new Promise(resolve => {
	const video = document.querySelector('video');
	video.onloadeddata = () => resolve(video.duration > 0);
	video.onerror = () => resolve(video.error.message);
	video.preload = 'auto';
	video.load();
})`

var _ = Describe("save-for-offline", func() {
	It("stores no talk that nobody saved", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		Expect(v.caches(ctx)).To(And(HaveLen(1), HaveKey("shell-A")))
		v.network(ctx, harness.Offline)
		Expect(v.opens(ctx, talk).Text).To(ContainSubstring("It is dark in here"))
	})

	It("opens a saved talk offline as it is online, with its film", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		online := v.opens(ctx, talk)
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save-state", "Saved: it opens without a network, too.")
		Expect(v.caches(ctx)[saved]).To(ContainElements(talk, film, "/images/ines.png", "/images/logo.svg"))

		v.network(ctx, harness.Offline)
		offline := v.opens(ctx, talk)
		Expect(offline.Error).To(BeEmpty())
		Expect(offline.Text).To(ContainSubstring("whatever you forgot is missing exactly when you need it"))
		Expect(offline.VisibleMedia).To(Equal(online.VisibleMedia))
		Expect(offline.Requests).NotTo(ContainElement(HaveField("Failed()", BeTrue())))
		Expect(v.finds(ctx, playing)).To(BeTrue())
		Expect(v.finds(ctx, `fetch('`+film+`', {headers: {range: 'bytes=2-5'}}).then(async r => [r.status, (await r.blob()).size])`)).
			To(Equal([]any{206.0, 4.0}))
	})

	It("lists what is saved, offline too, and removes it", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save", "Remove from this device")
		v.network(ctx, harness.Offline)
		v.opens(ctx, "/saved")
		v.sees(ctx, "#saved", "Pack before you leave")
		v.clicks(ctx, "#saved button")
		v.sees(ctx, "#nothing-saved", "Nothing so far")
		Expect(v.caches(ctx)).NotTo(HaveKey(saved))
		Expect(v.opens(ctx, talk).Text).To(ContainSubstring("It is dark in here"))
	})

	It("removes a talk at the button with which it was saved", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save", "Remove from this device")
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save-state", "Removed.")
		Expect(v.caches(ctx)).NotTo(HaveKey(saved))
	})

	It("keeps a saved talk over a deploy, whole", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save", "Remove from this device")
		v.getsNewVersion(ctx)
		v.opens(ctx, "/")
		v.network(ctx, harness.Offline)
		offline := v.opens(ctx, talk)
		Expect(offline.Text).To(ContainSubstring("Programme edition A"))
		Expect(offline.Requests).NotTo(ContainElement(HaveField("Failed()", BeTrue())))
	})

	notSaved := func(ctx SpecContext, v visitor, why string) {
		GinkgoHelper()
		v.clicks(ctx, "#save")
		v.sees(ctx, "#save-state", "Not saved: "+why)
		v.sees(ctx, "#save", "Save for offline")
		Expect(v.caches(ctx)).NotTo(HaveKey(saved))
	}

	It("tells that it cannot save without a network", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		Expect(v.SetNetwork(ctx, harness.Offline)).To(Succeed())
		notSaved(ctx, v, "there is no network")
	})

	It("tells that the film cannot be had, and keeps no half of a talk", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		v.site.Misbehave(film, testsite.Status(http.StatusBadGateway))
		notSaved(ctx, v, "not all of it could be fetched")
	})

	It("tells that there is not enough room", func(ctx SpecContext) {
		v := know(ctx, "save-for-offline")
		v.opens(ctx, talk)
		Expect(v.SetQuota(ctx, 1)).To(Succeed())
		notSaved(ctx, v, "there is not enough room on this device")
	})
})
