package harness

import (
	"slices"

	"github.com/chromedp/chromedp/kb"
)

// KeyNames returns the names that [Tab.Press] knows besides single characters,
// as KeyboardEvent.key gives them, sorted.
//
// Source: https://www.w3.org/TR/uievents-key/#named-key-attribute-values
func KeyNames() []string {
	var names []string
	for _, key := range kb.Keys {
		if len(key.Key) > 1 && key.Key[0] >= 'A' && key.Key[0] <= 'Z' {
			names = append(names, key.Key)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// IsKey reports whether [Tab.Press] knows the key.
func IsKey(name string) bool {
	_, err := keyEvents(name)
	return err == nil
}
