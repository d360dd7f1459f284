package matchers

import (
	"fmt"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// InCache matches caches of which those with the name match, taken together. A
// star in the name stands for anything:
//
//	Expect(session.Caches(ctx)).To(matchers.InCache("pages-*", matchers.HaveEntriesAtMost(50)))
func InCache(name string, m types.GomegaMatcher) types.GomegaMatcher {
	within := inCache{name: name, inner: m}
	if own, is := m.(*matcher[[]observation.Cache]); is {
		named := *own
		named.subject = func([]observation.Cache) subject { return subject{name: "the caches " + name, plural: true} }
		within.inner = &named
	}
	return &within
}

type inCache struct {
	name  string
	inner types.GomegaMatcher
}

func (m *inCache) only(actual any) ([]observation.Cache, error) {
	all, err := cachesOf(actual)
	if err != nil {
		return nil, fmt.Errorf("the matcher (%s) %w", m.GomegaString(), err)
	}
	some := []observation.Cache{}
	for _, c := range all {
		if fits(m.name, c.Name) {
			some = append(some, c)
		}
	}
	return some, nil
}

// Match implements Gomega's interface.
func (m *inCache) Match(actual any) (bool, error) {
	some, err := m.only(actual)
	if err != nil {
		return false, err
	}
	return m.inner.Match(some)
}

// FailureMessage implements Gomega's interface.
func (m *inCache) FailureMessage(actual any) string {
	some, err := m.only(actual)
	if err != nil {
		return err.Error()
	}
	return m.inner.FailureMessage(some)
}

// NegatedFailureMessage implements Gomega's interface.
func (m *inCache) NegatedFailureMessage(actual any) string {
	some, err := m.only(actual)
	if err != nil {
		return err.Error()
	}
	return m.inner.NegatedFailureMessage(some)
}

// GomegaString is what Gomega prints of the matcher where it lists several.
func (m *inCache) GomegaString() string {
	inner := "to match"
	if named, is := m.inner.(interface{ GomegaString() string }); is {
		inner = named.GomegaString()
	}
	return fmt.Sprintf("in the cache %s %s", m.name, inner)
}

func (m *inCache) explain(actual any) *Mismatch {
	own, is := m.inner.(interface{ explain(any) *Mismatch })
	some, err := m.only(actual)
	if !is || err != nil {
		return &Mismatch{}
	}
	return own.explain(some)
}
