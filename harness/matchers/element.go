package matchers

import (
	"context"
	"fmt"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/harness"
)

// HaveElement matches a session, or a tab, whose page shows an element now that
// the selector names, as Session.Click takes it: one that has a size and is not
// hidden.
//
//	Eventually(session).Should(matchers.HaveElement(ctx, "#hello"))
func HaveElement(ctx context.Context, selector string) types.GomegaMatcher {
	return ofElements(ctx, selector, fmt.Sprintf("an element that matches %q", selector), true)
}

// HaveNoElement matches a session, or a tab, whose page shows no element now
// that the selector names. One that is there and hidden is not shown. That the
// browser's error page is shown is an [*ErrorPageError], for both.
func HaveNoElement(ctx context.Context, selector string) types.GomegaMatcher {
	return ofElements(ctx, selector, fmt.Sprintf("no element that matches %q", selector), false)
}

// A page is looked at in the browser.
type page interface {
	Shows(context.Context, harness.Ready) (bool, error)
	Location() string
	ErrorPage() string
}

func ofElements(ctx context.Context, selector, object string, wanted bool) types.GomegaMatcher {
	want := phrase{"show", object}
	return &matcher[page]{
		want: want,
		read: func(actual any) (page, error) {
			if p, ok := actual.(page); ok {
				return p, nil
			}
			return nil, fmt.Errorf("looks at a *harness.Session or a *harness.Tab, and was given %s", typeOf(actual))
		},
		subject: func(p page) subject {
			if reason := p.ErrorPage(); reason != "" {
				return subject{name: p.Location(), facts: []string{"the browser's error page", reason}}
			}
			return subject{name: p.Location()}
		},
		judge: func(p page) (verdict, error) {
			if reason := p.ErrorPage(); reason != "" {
				return noPage(p.Location(), reason, want)
			}
			shown, err := p.Shows(ctx, harness.Ready{Selector: selector})
			got := "none"
			if shown {
				got = "one"
			}
			return verdict{shown == wanted, phrase{"shows", got}}, err
		},
	}
}
