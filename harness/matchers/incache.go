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
//
// Where no cache has the name, it does not match, whatever is expected of it: a
// name that is mistyped holds nothing that it must not. [HaveNoCache] matches
// what is not there. The name * is any cache, and matches none, too.
func InCache(name string, m types.GomegaMatcher) types.GomegaMatcher {
	named := func([]observation.Cache) subject { return subject{name: "the caches " + name, plural: true} }
	within := &inCache{name: name, want: phrase{"match", ""}, inner: m}
	if own, is := m.(*matcher[[]observation.Cache]); is {
		within.want, within.inner = own.want, own.about(named)
	}
	within.none = &matcher[[]observation.Cache]{
		want: within.want, read: cachesOf, subject: named,
		judge: func(all []observation.Cache) (verdict, error) {
			return verdict{false, phrase{"are", "not there: the caches are " + listed(all)}}, nil
		},
	}
	return within
}

type inCache struct {
	name  string
	want  phrase // of the caches
	inner types.GomegaMatcher
	none  types.GomegaMatcher // takes the place of inner where no cache has the name
}

// of returns the matcher that judges, and what it looks at.
func (m *inCache) of(actual any) (types.GomegaMatcher, any, error) {
	all, err := cachesOf(actual)
	if err != nil {
		return nil, nil, fmt.Errorf("the matcher %s %w", m, err)
	}
	some := []observation.Cache{}
	for _, c := range all {
		if fits(m.name, c.Name) {
			some = append(some, c)
		}
	}
	if len(some) == 0 && m.name != "*" {
		return m.none, all, nil
	}
	return m.inner, some, nil
}

// Match implements Gomega's interface.
func (m *inCache) Match(actual any) (bool, error) {
	judge, of, err := m.of(actual)
	if err != nil {
		return false, err
	}
	return judge.Match(of)
}

// FailureMessage implements Gomega's interface.
func (m *inCache) FailureMessage(actual any) string {
	judge, of, err := m.of(actual)
	if err != nil {
		return err.Error()
	}
	return judge.FailureMessage(of)
}

// NegatedFailureMessage implements Gomega's interface.
func (m *inCache) NegatedFailureMessage(actual any) string {
	judge, of, err := m.of(actual)
	if err != nil {
		return err.Error()
	}
	return judge.NegatedFailureMessage(of)
}

// GomegaString is what Gomega prints of the matcher where it tells what it was
// given.
func (m *inCache) GomegaString() string {
	return fmt.Sprintf("in the cache %s to %s", m.name, m.want)
}

// String is what Gomega prints of the matcher where it lists several.
func (m *inCache) String() string { return "(" + m.GomegaString() + ")" }

func (m *inCache) explain(actual any) *Mismatch {
	judge, of, err := m.of(actual)
	own, is := judge.(explaining)
	if !is || err != nil {
		return &Mismatch{}
	}
	return own.explain(of)
}
