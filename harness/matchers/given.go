package matchers

import (
	"fmt"
	"slices"
	"strings"
)

// given refuses a matcher that was given nothing to look for, or something
// empty: it would say the same of everything.
func given(matcher, what string, words []string) error {
	if len(words) == 0 {
		return fmt.Errorf("%s was given no %s to look for", matcher, what)
	}
	if slices.ContainsFunc(words, func(word string) bool { return strings.TrimSpace(word) == "" }) {
		return fmt.Errorf("%s was given an empty %s to look for", matcher, what)
	}
	return nil
}
