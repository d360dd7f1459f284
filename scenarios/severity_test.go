package scenarios

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
)

var _ = It("judges as severely as the team has decided, whatever the rule says", func() {
	judged := func(severity map[string]finding.Severity) finding.Report {
		return Judge(noWorker(), JudgeOptions{Only: []string{"registration/no-worker"}, Severity: severity})
	}
	Expect(judged(nil).Verdict).To(Equal(finding.VerdictFail))
	milder := judged(map[string]finding.Severity{"registration/no-worker": finding.Warning, "offline/visited-page": finding.Error})
	Expect(milder.Verdict).To(Equal(finding.VerdictWarn))
	Expect(milder.Results).To(HaveExactElements(HaveField("Severity", finding.Warning)))
})

var _ = It("names the rules that a glob stands for", func() {
	Expect(RuleIDs("registration/no-worker")).To(Equal([]string{"registration/no-worker"}))
	Expect(RuleIDs("offline")).To(ContainElements("offline/visited-page", "offline/unvisited-page"))
	Expect(RuleIDs("nothing/*")).To(BeEmpty())
})
