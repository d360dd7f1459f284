package sweep

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// The signs of the table.
const (
	signPass          = "."
	signNotApplicable = " "
	signFail          = "F" // as it must
	signUnexpected    = "!" // fails and must not, or does not and must
	signInconclusive  = "?"
)

const legend = `F fails, as it must   . passes   (blank) does not apply   ? could not be judged   ! not as expected
`

// WriteTable prints the table of fixtures and rules, and below it what is not
// as expected.
func WriteTable(w io.Writer, results []Result) error {
	var out strings.Builder
	columns := rulesOf(results)
	width := widest(results)
	for i, rule := range columns {
		fmt.Fprintf(&out, "%*s %s┌ %d %s\n", width, "", strings.Repeat("│ ", i), i+1, rule)
	}
	for _, r := range results {
		fmt.Fprintf(&out, "%-*s ", width, r.Fixture.Name)
		for _, rule := range columns {
			out.WriteString(sign(r, rule) + " ")
		}
		fmt.Fprintf(&out, " %4d ms\n", r.Took.Milliseconds())
	}
	out.WriteString(legend)
	writeProblems(&out, results)
	_, err := io.WriteString(w, out.String())
	return err
}

func rulesOf(results []Result) []string {
	var ids []string
	for _, r := range results {
		for _, result := range r.Report.Results {
			ids = append(ids, result.Rule)
		}
		ids = append(ids, r.Fixture.Rules...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func widest(results []Result) int {
	width := 0
	for _, r := range results {
		width = max(width, len(r.Fixture.Name))
	}
	return width
}

func sign(r Result, rule string) string {
	result, known := resultOf(r.Report, rule)
	wanted := slices.Contains(r.Fixture.Rules, rule)
	switch {
	case wanted != (known && result.Outcome == finding.Fail):
		return signUnexpected
	case wanted:
		return signFail
	case result.Outcome == finding.Pass:
		return signPass
	case result.Outcome == finding.Inconclusive:
		return signInconclusive
	}
	return signNotApplicable
}

func writeProblems(out *strings.Builder, results []Result) {
	wrong := 0
	for _, r := range results {
		if len(r.Problems) == 0 {
			continue
		}
		wrong++
		fmt.Fprintf(out, "\n%s (%s)\n", r.Fixture.Name, r.Fixture.Title)
		for _, p := range r.Problems {
			fmt.Fprintf(out, "  %s\n", p)
		}
	}
	if wrong == 0 {
		fmt.Fprintf(out, "%d fixtures, all as expected\n", len(results))
		return
	}
	fmt.Fprintf(out, "\n%d of %d fixtures are not as expected\n", wrong, len(results))
}
