package script_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = DescribeTable("expect counts what asked the network, whoever met it there",
	func(ctx SpecContext, fixture, steps, requests string, message ...string) {
		failed := told(unmet(ctx, site(fixture).URL(), steps+"- expect: {requests: "+requests+"}", world()))
		if len(message) == 0 {
			Expect(failed).To(BeEmpty())
			return
		}
		Expect(failed).To(HaveLen(1))
		for _, part := range message {
			Expect(failed[0]).To(ContainSubstring(part))
		}
	},
	Entry("a played deploy", "no-worker", "- visit: /\n- deploy: {/schedule: {body: New}}\n- visit: /schedule\n", "{/schedule: 1}"),
	Entry("a portal", "forwards-everything", "- visit: /\n- await: controlled\n- network: captive-portal\n- visit: /schedule\n", "0",
		"to leave no request to the network, but they left ", "/schedule (exchange ", "played, status 200, captive-portal)"),
	Entry("lie-fi", "forwards-everything", "- visit: /\n- await: controlled\n- network: lie-fi\n- evaluate: \"fetch('/schedule'); 1\"\n", "0",
		"/schedule (exchange ", "lie-fi)"),
	Entry("a reset", "forwards-everything", "- visit: /\n- await: controlled\n- network: reset\n- visit: /schedule\n", "{/schedule: 0}",
		"/schedule (exchange ", "refused, reset)"),
	Entry("nobody, offline", "forwards-everything", "- visit: /\n- await: controlled\n- network: offline\n- visit: /schedule\n", "0"),
)
