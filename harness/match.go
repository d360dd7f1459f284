package harness

import _ "embed"

// matchScript is a function that returns the elements which a selector names.
//
//go:embed match.js
var matchScript string

// withMatch makes an expression of a call, in which match is that function.
func withMatch(call string) string {
	return "(() => { const match = " + matchScript + ";\nreturn (" + call + "\n)})()" // a call begins with a comment
}
