package script

import (
	"strings"

	"github.com/swcheck/swcheck/suggest"
)

// foreign are the words of other tools for what steps do here. That they are not
// mistyped is plain, so nothing like them would be found.
var foreign = map[string]string{
	"goto": "visit", "go": "visit", "navigate": "visit", "open": "visit",
	"type": "fill", "input": "fill", "select": "fill", "check": "click", "tap": "click",
	"assert": "expect", "should": "expect", "verify": "expect",
	"eval": "evaluate", "execute": "evaluate", "refresh": "reload", "goback": "back",
	"offline": "network: offline", "online": "network: online", "throttle": "network: slow",
	"sleep": "await or wait-for, which end as soon as it has come: there is no sleep",
	"wait":  "await or wait-for, which end as soon as it has come",
	"pause": "await or wait-for, which end as soon as it has come",
}

// insteadOf advises what to write in place of a step that there is not.
func insteadOf(name string) string {
	if word, known := foreign[strings.ToLower(strings.ReplaceAll(name, "-", ""))]; known {
		return "that is " + word
	}
	return suggest.Hint(name, names(), "known are "+strings.Join(names(), ", "))
}
