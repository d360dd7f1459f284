package main

import (
	"slices"
	"testing"
)

func TestSecretsOfAHeader(t *testing.T) {
	for header, want := range map[string][]string{
		"Authorization: Bearer abcdef123":       {"Bearer abcdef123", "abcdef123"},
		"Authorization: Basic bWU6aHVudGVyMjIy": {"Basic bWU6aHVudGVyMjIy", "bWU6aHVudGVyMjIy", "hunter222"},
		"X-Api-Key: abcdef123":                  {"abcdef123"},
		"Accept-Language: de":                   nil,
	} {
		p := &plan{}
		p.target.Header = map[string]string{}
		if err := p.addHeaders([]string{header}); err != nil {
			t.Errorf("%s: %v", header, err)
		}
		if !slices.Equal(p.options.Secrets, want) {
			t.Errorf("%s: the secrets are %q, not %q", header, p.options.Secrets, want)
		}
	}
}
