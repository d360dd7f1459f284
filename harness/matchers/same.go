package matchers

import (
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// SameAs matches a visit that shows the same as another one: the same title,
// the same words and as many pictures and other media. Numbers count as equal,
// because clocks and counters differ from load to load. That the other one ended
// in the browser's error page is an error.
func SameAs(other observation.Visit) types.GomegaMatcher {
	want := phrase{"show", fmt.Sprintf("the same as %s did (%q)", address(other), likeness.Title(other))}
	return ofPages(want, func(v observation.Visit) (verdict, error) {
		if other.Error != "" {
			return verdict{}, fmt.Errorf("there is nothing to compare with: %s had ended in the browser's error page (%s)", address(other), other.Error)
		}
		lost, added := difference(other.Text, v.Text)
		switch {
		case v.Title != other.Title:
			return verdict{false, phrase{"shows", fmt.Sprintf("the title %q in place of %q", v.Title, other.Title)}}, nil
		case len(lost) > 0 && len(added) > 0:
			return verdict{false, phrase{"shows", words(added) + " in place of " + words(lost)}}, nil
		case len(lost) > 0:
			return verdict{false, phrase{"lacks", words(lost)}}, nil
		case len(added) > 0:
			return verdict{false, phrase{"shows", words(added) + " besides"}}, nil
		case v.VisibleMedia != other.VisibleMedia:
			return verdict{false, phrase{"shows", fmt.Sprintf("%s in place of %d", count(v.VisibleMedia, "picture", "pictures"), other.VisibleMedia)}}, nil
		}
		return verdict{true, phrase{"shows", "the same"}}, nil
	})
}

// difference returns the words that are in one text only, in its order.
func difference(a, b string) (onlyA, onlyB []string) { return wordsWithout(a, b), wordsWithout(b, a) }

func wordsWithout(a, b string) []string {
	there := map[string]int{}
	for _, w := range likeness.Words(b) {
		there[w]++
	}
	var only []string
	for _, w := range likeness.Words(a) {
		if there[w]--; there[w] < 0 {
			only = append(only, w)
		}
	}
	return only
}

// words quotes the first few.
func words(all []string) string {
	const most = 12
	if len(all) <= most {
		return fmt.Sprintf("the words %q", strings.Join(all, " "))
	}
	return fmt.Sprintf("the words %q and %d more", strings.Join(all[:most], " "), len(all)-most)
}
