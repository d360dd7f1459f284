package script_test

import (
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

var _ = Describe("an expect", func() {
	DescribeTable("is refused with place and advice",
		func(text, message, hint string) {
			_, err := readIn(reading(), "- expect: "+text)
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(mistakes).To(HaveLen(1), "%v", err)
			Expect(err.Error()).To(HavePrefix("steps.yaml:1:" + message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("no mapping", "Hello", "11: expect is a text, and must be a mapping", `expect: {title: "App shell"`),
		Entry("no key", "{}", "11: expect names nothing to look at", "expect: {"),
		Entry("unknown key", "{titel: x}", `12: there is no expectation "titel"`, "did you mean title?"),
		Entry("unknown key, far from all", "{zzz: x}", `12: there is no expectation "zzz"`, "known are as, cache, caches, complete,"),
		Entry("no value", "{title: }", "12: title needs a value", `title: "App shell"`),
		Entry("twice", "{title: a, title: b}", `22: "title" stands here twice`, "leave one"),
		Entry("a list for a title", "{title: [a]}", "19: title is a list, and must be a text", `title: "App shell"`),
		Entry("empty text", `{text: ""}`, "18: an empty text is everywhere", "text: "),
		Entry("no text in the list", "{text: []}", "18: there is nothing in the list", "text: "),
		Entry("a mapping in the list", "{no-text: [{a: b}]}", "22: this is a mapping", "no-text: "),
		Entry("a word for a status", "{status: ok}", "20: status is a text, and must be a number", "status: 200"),
		Entry("a low status", "{status: 20}", "20: 20 is too few", "status: 200"),
		Entry("a high status", "{status: 2000}", "20: there is no HTTP status 2000", "status: 200"),
		Entry("an unknown server", "{served-by: cache}", `23: there is no server "cache"`, "did you mean http-cache or cache-storage?"),
		Entry("a server, misspelt", "{served-by: netwrok}", `23: there is no server "netwrok"`, "did you mean network?"),
		Entry("no name of a cache", `{cache: ""}`, "19: the name is empty", "cache: pages-*"),
		Entry("an unknown kind of page", "{shows: offline}", `19: there is no kind of page "offline"`, "page, fallback, shell, other, error, blank"),
		Entry("a word for a truth value", "{ready: yes please}", "19: ready is a text, and must be true or false", "ready: true"),
		Entry("a number for a truth value", "{complete: 1}", "22: complete is a number, and must be true or false", "complete: true"),
		Entry("half a request", "{requests: 0.5}", "22: 0.5 is no whole number", "requests: 0"),
		Entry("less than no request", "{requests: -1}", "22: -1 is too few", "requests: 0"),
		Entry("nothing to count", "{requests: {}}", "22: requests names nothing to count", "requests: {/api/talks: 1}"),
		Entry("a word for a number of requests", "{requests: {at-most: few}}", "32: at-most is a text, and must be a number", "requests: {at-most: 2}"),
		Entry("neither a number of requests nor a URL", "{requests: {at-least: 2}}", `23: "at-least" is no URL`, "write a path such as"),
		Entry("an unknown state of caches", "{caches: empty}", `20: there is no state of caches "empty"`, "none"),
		Entry("no cache", "{caches: {}}", "20: caches names no cache", "caches: {"),
		Entry("an unknown state of a cache", "{caches: {v1: gone}}", `25: there is no state of a cache "gone"`, "none"),
		Entry("an unknown key of a cache", "{caches: {v1: {holds: /}}}", `26: there is no expectation of a cache "holds"`, "at-most, exactly, has, lacks"),
		Entry("nothing of a cache", "{caches: {v1: {}}}", "25: nothing is expected of the cache v1", "caches: {"),
		Entry("a list for a cache", "{caches: {v1: [/]}}", "25: v1 is a list, and must be a mapping", "caches: {"),
		Entry("a path without a slash", "{url: account}", `17: "account" is neither a path nor a whole URL`, "begin a path with a slash"),
		Entry("a path without a slash in a cache", "{caches: {v1: {lacks: [/, talks]}}}", `33: "talks" is neither a path nor a whole URL`, "begin a path with a slash"),
		Entry("empty URL in a cache", `{caches: {v1: {has: ""}}}`, "31: an empty text is everywhere", "caches: {"),
		Entry("an unknown state of a worker", "{worker: active}", `20: there is no state of a worker "active"`, "installing, installed, activating, activated, redundant, none"),
		Entry("an unknown user", "{as: membre}", `16: there is no user "membre"`, "did you mean member?"),
		Entry("an unknown user of bytes", "{no-bytes-of: somebody}", `25: there is no user "somebody"`, "known are member, other, nobody"),
		Entry("no name", `{same-as: ""}`, "21: the name is empty", "same-as: "),
		Entry("an unknown state of the console", "{console: empty}", `21: there is no state of the console "empty"`, "clean"),
		Entry("a time without a unit", "{first-content: 3}", "27: 3 has no unit", "3s"),
		Entry("no time", "{first-content: soon}", `27: "soon" is no time`, "first-content: 3s"),
		Entry("a mapping for a selector", "{selector: {a: b}}", "22: selector is a mapping", `selector: "#hello"`),
		Entry("a comment for a selector", "{selector: #go\n}", "12: selector needs a value", `selector: "#hello"`),
	)

	It("knows these keys", func() {
		var names []string
		for _, e := range script.Expectations() {
			names = append(names, e.Name)
		}
		Expect(names).To(HaveExactElements("as", "cache", "caches", "complete", "console", "first-content", "fresh", "loads", "no-bytes-of",
			"no-selector", "no-text", "ready", "requests", "same-as", "selector", "served-by", "shows", "status", "text", "title", "url", "worker"))
	})

	It("tells the mistakes of all keys", func() {
		_, err := readIn(reading(), "- expect: {titel: x, status: ok, shows: pages}")
		var mistakes source.Mistakes
		Expect(errors.As(err, &mistakes)).To(BeTrue())
		Expect(mistakes).To(HaveLen(3))
	})

	It("has an example of each key that is one", func() {
		for _, e := range script.Expectations() {
			_, err := readIn(reading(), "- expect: {"+e.Example+"}")
			Expect(err).NotTo(HaveOccurred(), e.Name)
			Expect(e.Example).To(HavePrefix(e.Name + ": "))
		}
	})

	It("can have all keys at once", func() {
		text := "- expect:\n"
		for _, e := range script.Expectations() {
			text += "    " + e.Example + "\n"
		}
		_, err := readIn(reading(), text)
		Expect(err).NotTo(HaveOccurred())
	})
})
