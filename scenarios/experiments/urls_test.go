package experiments

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

var _ = DescribeTable("a target",
	func(given, asked string) {
		target, err := Target{URL: given}.Absolute()
		if asked == "" {
			Expect(err).To(BeAssignableToTypeOf(&UnreachableError{}))
			return
		}
		Expect(err).NotTo(HaveOccurred())
		Expect(target.URL).To(Equal(asked))
	},
	Entry("is a URL", site+"a?b=c", site+"a?b=c"),
	Entry("has a path", "https://site.example", site),
	Entry("has no fragment", site+"#top", site),
	Entry("is not a path", "/a", ""),
	Entry("is not a file", "file:///a.html", ""),
	Entry("is not broken", "http://[", ""),
)

var _ = DescribeTable("the same origin",
	func(a, b string, same bool) { Expect(sameOrigin(a, b)).To(Equal(same)) },
	Entry("of two paths", site+"a", site+"b?c", true),
	Entry("with the default port", site, "https://site.example:443/x", true),
	Entry("in another letter case", site, "https://Site.Example/", true),
	Entry("is not another port", site, "https://site.example:444/", false),
	Entry("is not another scheme", site, "http://site.example/", false),
	Entry("is not a subdomain", site, "https://www.site.example/", false),
	Entry("is not what is no URL", site, "://", false),
)

var _ = DescribeTable("a path that no site has",
	func(folderOf, suffix, matching string) {
		Expect(unheardOf(folder(folderOf), site, suffix)).To(MatchRegexp(matching))
	},
	Entry("below the start page's folder", site+"app/index.html?x=/y/", "", `^https://site\.example/app/swcheck-[0-9a-f]{10}$`),
	Entry("below the root", site, ".png", `^https://site\.example/swcheck-[0-9a-f]{10}\.png$`),
)

var _ = It("asks two audits of a site for the same path that it does not have", func() {
	Expect(unheardOf(site, site, "")).To(Equal(unheardOf(site, site, "")))
	Expect(unheardOf(site, site, "")).NotTo(Equal(unheardOf(site, site+"other", "")))
})

var _ = DescribeTable("a URL with a parameter more",
	func(url, with string) { Expect(withQuery(url, "utm_source=a")).To(Equal(with)) },
	Entry("without a query", site+"a", site+"a?utm_source=a"),
	Entry("with a query", site+"a?b=1", site+"a?b=1&utm_source=a"),
	Entry("with a fragment", site+"a#top", site+"a?utm_source=a"),
)

var _ = DescribeTable("the next item",
	func(url, next string) { Expect(otherItem(url)).To(Equal(next)) },
	Entry("of an id", site+"item?id=1", site+"item?id=2"),
	Entry("of an id among others", site+"item?lang=en&talkId=9", site+"item?lang=en&talkId=10"),
	Entry("of no number", site+"item?id=abc", ""),
	Entry("of a number that is no id", site+"list?width=640", ""),
	Entry("of nothing", site, ""),
)

var _ = DescribeTable("the manifest's start_url",
	func(status int, body, url string) {
		Expect(startURL(observation.Probe{URL: site + "app/manifest.json", Status: status, Body: body})).To(Equal(url))
	},
	Entry("is relative to the manifest", 200, `{"start_url": "./?source=pwa"}`, site+"app/?source=pwa"),
	Entry("is a path", 200, `{"start_url": "/"}`, site),
	Entry("is missing", 200, `{"name": "x"}`, ""),
	Entry("is in something that is no manifest", 200, `<!doctype html>`, ""),
	Entry("is in an error page", 404, `{"start_url": "/"}`, ""),
)
