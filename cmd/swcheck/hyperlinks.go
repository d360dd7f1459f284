package main

import (
	"slices"
	"strconv"
)

// links tells whether results on stdout may hold links that can be clicked on.
// No terminal can be asked for that, so those are taken that name themselves and
// are known to have them; a multiplexer in between hides which one it is. With
// FORCE_HYPERLINK people say it themselves.
//
// Source: https://github.com/Alhadis/OSC8-Adoption
func (w *world) links() bool {
	if !w.obeys(w.out) {
		return false
	}
	if w.set("FORCE_HYPERLINK") {
		return w.variable("FORCE_HYPERLINK") != "0"
	}
	if w.inCI() || w.set("TMUX") || w.set("STY") {
		return false
	}
	return w.terminalHasLinks()
}

func (w *world) terminalHasLinks() bool {
	if w.set("WT_SESSION") || w.set("KONSOLE_VERSION") || w.set("DOMTERM") {
		return true
	}
	const firstVTE = 5000 // version 0.50
	if version, err := strconv.Atoi(w.variable("VTE_VERSION")); err == nil && version >= firstVTE {
		return true
	}
	return slices.Contains([]string{"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"}, w.variable("TERM_PROGRAM")) ||
		slices.Contains([]string{"xterm-kitty", "alacritty", "xterm-ghostty", "foot", "foot-extra", "contour"}, w.variable("TERM"))
}
