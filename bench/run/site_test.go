package main

import (
	"strings"
	"testing"
)

func TestTheHeadingIsWhatAScriptWouldRead(t *testing.T) {
	got, err := firstHeading(strings.NewReader(`<body><h2>no</h2><h1> The <em>first</em> heading</h1><h1>second</h1>`))
	if err != nil || got != "The first heading" {
		t.Errorf("heading %q, %v", got, err)
	}
	if _, err := firstHeading(strings.NewReader(`<p>none`)); err == nil {
		t.Error("a page without h1 gave no error")
	}
}
