package harness_test

import (
	"os/exec"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

var _ = Describe("fonts", func() {
	It("draws letters of the languages that fontconfig has fonts for", func(ctx SpecContext) {
		missing, err := browser.MissingScripts(ctx)
		Expect(err).NotTo(HaveOccurred())
		for script, language := range map[string]string{harness.Latin: "en", "Cyrillic": "ru", "Chinese": "zh-cn", "Japanese": "ja", "Korean": "ko"} {
			fonts, err := exec.CommandContext(ctx, "fc-list", ":lang="+language).Output()
			if err == nil && len(fonts) > 0 { // other systems list their fonts by other means
				Expect(missing).NotTo(ContainElement(script))
			}
		}
	})
})
