package scenarios

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = DescribeTable("globs",
	func(glob, id string, fits bool) { Expect(matches(glob, id)).To(Equal(fits)) },
	Entry(nil, "offline/visited-page", "offline/visited-page", true),
	Entry(nil, "offline/*", "offline/visited-page", true),
	Entry(nil, "*/visited-*", "offline/visited-page", true),
	Entry(nil, "offline", "offline/visited-page", true),
	Entry(nil, "visited-page", "offline/visited-page", true),
	Entry(nil, "*page", "offline/visited-page", true),
	Entry(nil, "*", "offline/visited-page", true),
	Entry(nil, "off", "offline/visited-page", false),
	Entry(nil, "cache/*", "offline/visited-page", false),
	Entry(nil, "offline/visited", "offline/visited-page", false),
	Entry(nil, "[", "offline/visited-page", false),
)
