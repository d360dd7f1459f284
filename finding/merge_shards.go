package finding

import (
	"fmt"
	"slices"
	"strings"
)

const partsHint = "merge the parts of one run, each once; what two runs led to is merged in a second call"

// mostNamed is how many missing parts are named before they are only counted.
const mostNamed = 20

// missingShards tells which parts of the run are not there; "" where none is
// missing, or where it was not shared. A run whose failing part is left out
// would otherwise be told as a whole one that passed. Its error is a
// [*MergeError].
func missingShards(parts []ScenarioReport) (string, error) {
	var run *Shard
	seen := map[int]bool{}
	for _, part := range parts {
		shard := part.Shard
		switch {
		case shard == nil:
			continue
		case run != nil && shard.Of != run.Of:
			return "", &MergeError{
				Reason: fmt.Sprintf("one report is part %d of %d, another part %d of %d", run.Part, run.Of, shard.Part, shard.Of), hint: partsHint,
			}
		case seen[shard.Part]:
			return "", &MergeError{Reason: fmt.Sprintf("part %d of %d is there twice", shard.Part, shard.Of), hint: partsHint}
		}
		run = shard
		seen[shard.Part] = true
	}
	if run == nil {
		return "", nil
	}
	left := run.Of - len(seen)
	var missing []string
	for part := 1; part <= run.Of && len(missing) < min(left, mostNamed); part++ {
		if !seen[part] {
			missing = append(missing, fmt.Sprint(part))
		}
	}
	switch {
	case left == 0:
		return "", nil
	case left == 1:
		return fmt.Sprintf("part %s of %d is missing: what became of its scenarios is not known", missing[0], run.Of), nil
	}
	if more := left - len(missing); more > 0 {
		missing = append(missing, fmt.Sprintf("and %d more", more))
	}
	return fmt.Sprintf("parts %s of %d are missing: what became of their scenarios is not known", strings.Join(missing, ", "), run.Of), nil
}

// remarks are what people should know of the parts that were put together:
// jobs that differ in their tools may well differ in what they see.
func remarks(missing string, parts []ScenarioReport) []string {
	var versions, browsers, notes []string
	for _, part := range parts {
		versions = append(versions, part.Tool.Version)
		browsers = append(browsers, part.Browser.Product)
	}
	if missing != "" {
		notes = append(notes, missing)
	}
	for what, all := range map[string][]string{"versions of swcheck": versions, "browsers": browsers} {
		slices.Sort(all)
		if all = slices.Compact(all); len(all) > 1 {
			notes = append(notes, fmt.Sprintf("the parts were run with different %s: %s", what, strings.Join(all, ", ")))
		}
	}
	slices.Sort(notes)
	return notes
}
