package scenarios

import (
	"path"
	"strings"

	"github.com/swcheck/swcheck/scenarios/rules"
)

// RuleIDs returns the ids of the rules that a glob stands for, sorted: of
// offline/*, of a category such as offline, or of one id.
func RuleIDs(glob string) []string {
	var ids []string
	for _, rule := range rules.All() {
		if matches(glob, rule.ID) {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// selected reports whether the rule is among those asked for and not among
// those left out.
func selected(id string, only, skip []string) bool {
	return (len(only) == 0 || matchesAny(only, id)) && !matchesAny(skip, id)
}

func matchesAny(globs []string, id string) bool {
	for _, glob := range globs {
		if matches(glob, id) {
			return true
		}
	}
	return false
}

// matches reports whether the glob, as of path.Match, fits the rule's id. One
// without a slash fits the category, or the name in any category: offline and
// *portal* both say what is meant.
func matches(glob, id string) bool {
	if whole, err := path.Match(glob, id); err != nil || whole {
		return whole
	}
	if strings.Contains(glob, "/") {
		return false
	}
	category, name, _ := strings.Cut(id, "/")
	inName, _ := path.Match(glob, name)
	inCategory, _ := path.Match(glob, category)
	return inName || inCategory
}
