package scenarios

import (
	"bytes"
	"errors"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = Describe("Saved observations", func() {
	It("are judged as they were", func() {
		var file bytes.Buffer
		Expect(Save(&file, noWorker())).To(Succeed())
		loaded, err := Load(&file)
		Expect(err).NotTo(HaveOccurred())
		Expect(Judge(loaded, JudgeOptions{})).To(Equal(Judge(noWorker(), JudgeOptions{})))
	})

	DescribeTable("are refused with a hint",
		func(text, reason, hint string) {
			_, err := Load(strings.NewReader(text))
			var saved *SavedError
			Expect(errors.As(err, &saved)).To(BeTrue())
			Expect(err.Error()).To(ContainSubstring(reason))
			Expect(saved.Hint()).To(ContainSubstring(hint))
		},
		Entry("where they are no JSON", "<html>", "at byte 1", "--save-observations"),
		Entry("where they are empty", "", "not the JSON", "--save-observations"),
		Entry("where they are cut off", `{"observationsVersion": 1,`, "at byte 26", "--save-observations"),
		Entry("where they are a report", `{"schemaVersion": 1, "profile": "quick"}`, "observationsVersion is missing", "--save-observations"),
		Entry("where they are newer", `{"observationsVersion": 99, "tool": {"version": "9.0"}}`, "version 99", "9.0"),
		Entry("where their profile is unknown", `{"observationsVersion": 1, "profile": "x"}`, `profile "x"`, "--save-observations"),
	)
})
