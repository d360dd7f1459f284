package script_test

import (
	"errors"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

var _ = Describe("a list of steps", func() {
	DescribeTable("is refused with place, line and advice",
		func(text, message, hint string) {
			_, err := readIn(reading(), text)
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(mistakes).To(HaveLen(1), "%v", err)
			Expect(err.Error()).To(HavePrefix(message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("unknown step", "- vist: /", "steps.yaml:1:3: there is no step \"vist\"\n  1 | - vist: /\n    |   ^", "did you mean visit?"),
		Entry("unknown bare step", "- relaod", `steps.yaml:1:3: there is no step "relaod"`, "did you mean reload?"),
		Entry("two in one", "- visit: /\n  click: \"#go\"", "steps.yaml:2:3: a step does one thing, and click is a second one", "dash of its own"),
		Entry("no value", "- visit:", "steps.yaml:1:3: visit needs a value", "visit: /login"),
		Entry("no value, bare", "- click", "steps.yaml:1:3: click needs a value", `click: "#go"`),
		Entry("a comment that was meant as a selector", "- click: #menu", "steps.yaml:1:3: click needs a value", `what begins with # is a comment: put it in quotes, "#menu"`),
		Entry("a value beside its step", "- expect:\n  text: Hello", "steps.yaml:2:3: text stands beside expect, and belongs below it", "indent it"),
		Entry("a value beside a step that may stand alone", "- deploy:\n  folder: dist-b", "steps.yaml:2:3: folder stands beside deploy, and belongs below it", "indent it"),
		Entry("list for text", "- visit: [/]", "steps.yaml:1:10: visit is a list, and must be a text", "visit: /login"),
		Entry("number for selector", "- click: 5", "steps.yaml:1:10: click is a number, and must be a text", "click:"),
		Entry("no list", "visit: /", "steps.yaml:1:1: this is a mapping of keys to values, and must be a list", "[{visit: /login}"),
		Entry("nothing", "", "steps.yaml:1:1: this is empty, and must be a list", "[{visit: /login}"),
		Entry("a word of other tools", "- goto: /", `steps.yaml:1:3: there is no step "goto"`, "that is visit"),
		Entry("a bare word of other tools", "- offline", `steps.yaml:1:3: there is no step "offline"`, "that is network: offline"),
		Entry("no step", "[]", "steps.yaml:1:1: there is no step in the list", "[{visit: /login}"),
		Entry("a number as a step", "- 5", "steps.yaml:1:3: this is a number", "visit"),
		Entry("no fields", "- fill: {}", "steps.yaml:1:9: fill names no field", "fill:"),
		Entry("variable not set", "- fill: {\"#p\": $NOWHERE}", "steps.yaml:1:16: the environment variable NOWHERE is not set", "set it before: NOWHERE=… swcheck …; write $$"),
		Entry("variable empty", "- fill: {\"#p\": $EMPTY}", "steps.yaml:1:16: the environment variable EMPTY is empty", "set it before"),
		Entry("no URL", `- visit: "http://[::1"`, "steps.yaml:1:10: http://[::1 is no URL", "path such as"),
		Entry("unknown key", "- press: Entre", `steps.yaml:1:10: there is no key "Entre"`, "did you mean Enter"),
		Entry("unknown state", "- await: controled", `steps.yaml:1:10: there is no state "controled"`, "did you mean controlled?"),
		Entry("unknown way", "- reload: soft", `steps.yaml:1:11: there is no way to reload "soft"`, "hard"),
		Entry("unknown key of wait-for", "- wait-for: {selektor: p}", `steps.yaml:1:14: there is no key of wait-for "selektor"`, "did you mean selector?"),
		Entry("both", "- wait-for: {text: a, request: /}", "steps.yaml:1:13: wait-for waits for a request or for what is shown", "two steps"),
		Entry("nothing to wait for", "- wait-for: {}", "steps.yaml:1:13: wait-for does not say what for", "wait-for:"),
		Entry("no script", "- evaluate: {is: 5}", "steps.yaml:1:13: evaluate has no script", "evaluate:"),
		Entry("a value for a step that has none", "- stop-worker: now", "steps.yaml:1:16: stop-worker takes no value", "write - stop-worker alone"),
		Entry("unknown network", "- network: ofline", `steps.yaml:1:12: there is no network "ofline"`, "did you mean offline or online?"),
		Entry("a network without its particulars", "- network: block", "steps.yaml:1:12: the network block does not say how", "network: {block: [cdn.example]}"),
		Entry("unknown particulars", "- network: {statsu: 503}", `steps.yaml:1:13: there is no network with particulars "statsu"`, "did you mean status?"),
		Entry("no network", "- network: {}", "steps.yaml:1:12: network does not say which", "network: offline"),
		Entry("two networks", "- network: {status: 503, stall: 1KB}", "steps.yaml:1:12: the network is described in 2 ways", "keep one"),
		Entry("no status", "- network: {status: 99}", "steps.yaml:1:21: 99 is too few", "503"),
		Entry("a status beyond", "- network: {status: 600}", "steps.yaml:1:21: 600 is no status", "503"),
		Entry("a text for a status", "- network: {status: bad}", "steps.yaml:1:21: status is a text, and must be a number", "503"),
		Entry("a URL for a host", "- network: {block: [\"http://cdn.example/\"]}", `steps.yaml:1:21: "http://cdn.example/" is no host`, "cdn.example:8443"),
		Entry("no host", "- network: {block: []}", "steps.yaml:1:20: block names no host", "[cdn.example]"),
		Entry("no time", "- network: {slow: {latency: 400}}", "steps.yaml:1:29: 400 has no unit", "400s or 400ms"),
		Entry("no pace", "- network: {slow: {bytes-per-second: 0}}", "steps.yaml:1:38: nothing comes through", "lie-fi"),
		Entry("not slow", "- network: {slow: {}}", "steps.yaml:1:19: slow does not say how slow", "latency: 400ms"),
		Entry("a portal without a page", "- network: {captive-portal: {}}", "steps.yaml:1:29: captive-portal has no redirect", "captive-portal alone"),
		Entry("unknown user", "- login: membre", `steps.yaml:1:10: there is no user "membre"`, "did you mean member?"),
		Entry("a user unlike any", "- login: nobody-at-all", `steps.yaml:1:10: there is no user "nobody-at-all"`, "known are member, other"),
		Entry("nothing to clear", "- clear: []", "steps.yaml:1:10: clear names nothing", "[caches, cookies]"),
		Entry("what cannot be cleared", "- clear: [cache]", `steps.yaml:1:11: there is no thing to clear "cache"`, "did you mean caches or http-cache?"),
		Entry("no quota", "- quota: much", `steps.yaml:1:10: "much" is no size`, "KiB"),
		Entry("a quota of nothing", "- quota: 0", "steps.yaml:1:10: a quota of nothing cannot be set", "none"),
		Entry("no tab", "- tab: 0", "steps.yaml:1:8: 0 is too few", "tab: 1"),
		Entry("a name of a tab", "- tab: first", "steps.yaml:1:8: tab is a text, and must be a number", "tab: 1"),
		Entry("a list for a page of a tab", "- new-tab: []", "steps.yaml:1:12: new-tab is a list", "new-tab: /talks/"),
		Entry("an empty name", `- save: ""`, "steps.yaml:1:9: the name is empty", "save:"),
		Entry("an empty name of a picture", `- screenshot: ""`, "steps.yaml:1:15: the name is empty", "screenshot:"),
		Entry("a deploy that does not say how", "- deploy: {}", "steps.yaml:1:11: deploy does not say how", "or deploy alone"),
		Entry("an unknown way to deploy", "- deploy: {foldr: dist-b}", `steps.yaml:1:12: there is no way to deploy "foldr"`, "did you mean folder?"),
		Entry("two ways to deploy", "- deploy: {folder: dist-b, command: ./b.sh}", "steps.yaml:1:11: deploy names 2 ways", "two steps"),
		Entry("a folder that is not there", "- deploy: {folder: dist-c}", "steps.yaml:1:20: the folder dist-c cannot be read: file does not exist", "build it before"),
		Entry("an empty command", `- deploy: {command: " "}`, "steps.yaml:1:21: command is empty", "deploy-b.sh"),
		Entry("a path without a slash", "- deploy: {talks/index.html: {body: new}}", "steps.yaml:1:12: talks/index.html is no path", "begins with a slash"),
		Entry("a whole URL for a path", "- deploy: {\"http://cdn.example/a.js\": {body: new}}", "steps.yaml:1:12: http://cdn.example/a.js is no path", "begins with a slash"),
		Entry("a way among paths", "- deploy: {/talks/: {body: new}, folder: dist-b}", "steps.yaml:1:34: folder is no path", "begins with a slash"),
		Entry("a file that is not new", "- deploy: {/talks/: {}}", "steps.yaml:1:21: nothing is new in /talks/", "body:"),
		Entry("nothing to replace", "- deploy: {/talks/: {replace: {}}}", "steps.yaml:1:31: replace names no text", "Edition B"),
		Entry("a new body and a replaced text", "- deploy: {/talks/: {body: new, replace: {a: b}}}", "steps.yaml:1:21: /talks/ has a new body, and replaces something in the old one", "keep one"),
		Entry("an unknown key of a file", "- deploy: {/talks/: {header: {}}}", `steps.yaml:1:22: there is no key of a file "header"`, "did you mean headers?"),
		Entry("no headers", "- deploy: {/talks/: {headers: {}}}", "steps.yaml:1:31: headers names none", "Cache-Control"),
		Entry("no name of a header", "- deploy: {/talks/: {headers: {\"a b\": c}}}", `steps.yaml:1:32: "a b" is no name of a header`, "Cache-Control"),
		Entry("a file that is not there", "- include: steps/nowhere.yaml", "steps.yaml:1:12: the file steps/nowhere.yaml cannot be read: file does not exist", "relative to the folder of this file"),
		Entry("a mistake in an included file", "- include: steps/broken.yaml", "steps/broken.yaml:2:3: there is no step \"clik\"\n  2 | - clik: a\n    |   ^", "did you mean click?"),
		Entry("no list in an included file", "- include: steps/no-list.yaml", "steps/no-list.yaml:1:1: this is a mapping of keys to values, and must be a list", "[{visit: /login}"),
		Entry("files that include each other", "- include: round.yaml", "steps/and-round.yaml:1:12: the file includes itself: round.yaml → steps/and-round.yaml → round.yaml", "take one of them out"),
		Entry("twice", "- fill: {a: 1, a: 2}", `steps.yaml:1:16: "a" stands here twice, first in line 1`, "leave one"),
	)

	DescribeTable("refuses what it was not given",
		func(text, message, hint string) {
			_, err := script.ParseText("steps.yaml", []byte(text), environment)
			var mistakes source.Mistakes
			Expect(errors.As(err, &mistakes)).To(BeTrue(), "%v", err)
			Expect(err.Error()).To(HavePrefix(message))
			Expect(mistakes.Hint()).To(ContainSubstring(hint))
		},
		Entry("users", "- login: member", `steps.yaml:1:10: there is no user "member"`, "users: {member: {login: […]}}"),
		Entry("a logout", "- logout", "steps.yaml:1:3: it is not known how users log out", "logout: [{click:"),
		Entry("files", "- include: a.yaml", "steps.yaml:1:12: no file can be included here", "write the steps here"),
		Entry("folders", "- deploy: {folder: dist-b}", "steps.yaml:1:20: no folder can be named here", "by their paths"),
		Entry("commands", "- deploy: {command: ./b.sh}", "steps.yaml:1:21: no command can be run here", "by their paths"),
	)

	It("tells all mistakes in one go, each with its hint", func() {
		_, err := script.ParseText("s.yaml", []byte("- vist: /\n- click: \"#go\"\n- pres: Enter"), nil)
		Expect(err.Error()).To(Equal(strings.Join([]string{
			`s.yaml:1:3: there is no step "vist"`, `  1 | - vist: /`, `    |   ^`, `hint: did you mean visit?`, ``,
			`s.yaml:3:3: there is no step "pres"`, `  3 | - pres: Enter`, `    |   ^`, `hint: did you mean press?`,
		}, "\n")))
	})

	It("does not print a password that stands beside a mistake", func() {
		_, err := script.ParseText("s.yaml", []byte(`[{fill: {"#password": hunter2}}, {clik: "#go"}]`), nil)
		Expect(err.Error()).To(And(ContainSubstring(`"#password": …}`), Not(ContainSubstring("hunter2"))))
	})

	It("knows the keys of the keyboard", func() {
		Expect(harness.KeyNames()).To(ContainElements("Enter", "Tab", "ArrowDown", "Backspace"))
		for _, name := range harness.KeyNames() {
			Expect(harness.IsKey(name)).To(BeTrue(), name)
		}
	})

	It("has an example for each kind that is one", func() {
		for _, kind := range script.Kinds() {
			_, err := readIn(reading(), "- "+kind.Example)
			Expect(err).NotTo(HaveOccurred(), kind.Name)
		}
	})
})
