package timetable_test

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
)

// The whole catalogue of rules, one spec for each.
var _ = scenarios.DescribeAudit(scenarios.Target{}, scenarios.SpecOptions{
	Browser: func() *harness.Browser { return browser },
	Prepare: func(_ context.Context, target *scenarios.Target) error {
		target.URL = site.URL
		return nil
	},
})
