package promises_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
)

// example is a scenario in the guide, with the fixture that it is about.
var example = regexp.MustCompile("(?ms)^```yaml ([a-z-]+)\n(.*?)^```$")

var _ = Describe("the guide docs/authoring.md", func() {
	guide, err := os.ReadFile("../../docs/authoring.md")
	examples := example.FindAllStringSubmatch(string(guide), -1)
	if err != nil || len(examples) < 5 {
		panic(fmt.Sprintf("the guide has %d examples: %v", len(examples), err))
	}
	for i, e := range examples {
		It(fmt.Sprintf("has example %d, which holds on %s", i+1, e[1]), func(ctx SpecContext) {
			file := filepath.Join(GinkgoT().TempDir(), "example.yaml")
			Expect(os.WriteFile(file, []byte(e[2]), 0o600)).To(Succeed())
			s := runOn(ctx, file, e[1], 0)
			Expect(s.Outcome).To(Equal(finding.ScenarioPassed), told(s))
		})
	}
})
