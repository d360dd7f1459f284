package main

import "testing"

func TestTerminalsWithLinks(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		want bool
	}{
		"unknown":          {map[string]string{"TERM": "xterm-256color"}, false},
		"GNOME Terminal":   {map[string]string{"VTE_VERSION": "7006"}, true},
		"an old VTE":       {map[string]string{"VTE_VERSION": "4205"}, false},
		"kitty":            {map[string]string{"TERM": "xterm-kitty"}, true},
		"Windows Terminal": {map[string]string{"WT_SESSION": "1"}, true},
		"VS Code":          {map[string]string{"TERM_PROGRAM": "vscode"}, true},
		"Apple Terminal":   {map[string]string{"TERM_PROGRAM": "Apple_Terminal"}, false},
	} {
		w := &world{env: func(name string) (string, bool) { v, ok := c.env[name]; return v, ok }}
		if w.terminalHasLinks() != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}
