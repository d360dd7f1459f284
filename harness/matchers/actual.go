package matchers

import (
	"errors"
	"fmt"

	"github.com/swcheck/swcheck/observation"
)

// The readers take what a matcher looks at from what Gomega is given. What is
// none of it is told by its type alone: what a visit holds would fill pages.

func visitOf(actual any) (observation.Visit, error) {
	v, ok := actual.(observation.Visit)
	if p, isPointer := actual.(*observation.Visit); isPointer && p != nil {
		v, ok = *p, true
	}
	switch {
	case !ok:
		return v, fmt.Errorf("looks at an observation.Visit, and was given %s", typeOf(actual))
	case v.URL == "" && v.Final == "":
		return v, errors.New("was given an empty observation.Visit: nothing was visited")
	}
	return v, nil
}

func cachesOf(actual any) ([]observation.Cache, error) {
	switch a := actual.(type) {
	case []observation.Cache:
		return a, nil
	case observation.Cache:
		return []observation.Cache{a}, nil
	}
	return nil, fmt.Errorf("looks at what Session.Caches returns, []observation.Cache, and was given %s", typeOf(actual))
}

func exchangesOf(actual any) ([]observation.Exchange, error) {
	switch a := actual.(type) {
	case []observation.Exchange:
		return a, nil
	case observation.SessionLog:
		return a.Exchanges, nil
	case interface{ Exchanges() []observation.Exchange }:
		return a.Exchanges(), nil
	}
	return nil, fmt.Errorf("looks at exchanges, []observation.Exchange, or at a session, and was given %s", typeOf(actual))
}

func registrationsOf(actual any) ([]observation.Registration, error) {
	switch a := actual.(type) {
	case []observation.Registration:
		return a, nil
	case observation.Registration:
		return []observation.Registration{a}, nil
	case observation.SessionLog:
		return a.Registrations, nil
	case interface {
		Registrations() []observation.Registration
	}:
		return a.Registrations(), nil
	}
	return nil, fmt.Errorf("looks at registrations, []observation.Registration, or at a session, and was given %s", typeOf(actual))
}

func typeOf(actual any) string {
	if actual == nil {
		return "nil"
	}
	return fmt.Sprintf("%T", actual)
}
