package likeness

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// Usable reports whether a visit can be judged, and why not. A browser error
// page can: it is what was shown. A visit that the time limit ended cannot,
// because what it showed last need not be what a visitor gets to see.
func Usable(v *observation.Visit) (reason string, ok bool) {
	switch {
	case v == nil:
		return "the visit was not made", false
	case len(v.Downloads) > 0:
		return "", true
	case strings.HasSuffix(v.Error, "ERR_ABORTED"):
		return fmt.Sprintf("the navigation to %s was aborted", Path(v.URL)), false
	case v.Error != "":
		return "", true
	case !v.Loaded:
		return fmt.Sprintf("%s did not finish loading%s", Path(v.URL), waitingFor(*v)), false
	case !v.Settled:
		return fmt.Sprintf("%s did not come to rest%s", Path(v.URL), waitingFor(*v)), false
	}
	return "", true
}

func waitingFor(v observation.Visit) string {
	if len(v.WaitingFor) == 0 {
		return " within the time limit"
	}
	return " within the time limit, still waiting for " + strings.Join(v.WaitingFor, ", ")
}

// Blank reports whether a visit shows nothing at all.
func Blank(v observation.Visit) bool {
	return v.Error == "" && strings.TrimSpace(v.Text) == "" && v.VisibleMedia == 0
}

// What is left of the online text must be less than these shares before a page
// counts as having lost it. Where nothing failed that could be the reason,
// texts that merely change from load to load are the likelier one.
const (
	lostWithReason    = 0.6
	lostWithoutReason = 0.3
	fewWords          = 4 // shorter texts say too little to compare
)

// Ready reports whether a page works as it did online, and if not, why. A
// target's own check decides where it has one. Else a page is ready when it is
// no browser error page and not blank, no same-origin script or style sheet of
// it failed, it threw nothing that it did not throw online, and its visible
// text is still there.
func Ready(got, online observation.Visit) (bool, string) {
	switch {
	case got.Error != "":
		return false, "the browser's error page is shown: " + got.Error
	case got.Ready != nil && *got.Ready:
		return true, ""
	case got.Ready != nil:
		return false, "the target's own app-ready check failed"
	case observation.IsHTML(online.MIMEType) && got.MIMEType != "" && !observation.IsHTML(got.MIMEType):
		return false, "it is answered with " + got.MIMEType + " instead of a document"
	case Blank(got) && !Blank(online):
		return false, "the page is blank"
	}
	if code := FailedCode(got, online); len(code) > 0 {
		return false, fmt.Sprintf("the %s %s failed: %s", code[0].Destination, Path(code[0].URL), Failure(code[0]))
	}
	if thrown := NewExceptions(got, online); len(thrown) > 0 {
		return false, "uncaught: " + FirstLine(thrown[0].Text)
	}
	if kept, lost := TextLost(got, online); lost {
		return false, fmt.Sprintf("only %d %% of the online text is shown", int(kept*100))
	}
	return true, ""
}

// TextLost returns how much of the online text a visit still shows, and
// whether so much is missing that the page cannot be said to be there.
func TextLost(got, online observation.Visit) (kept float64, lost bool) {
	kept = Kept(online.Text, got.Text)
	if len(Words(online.Text)) < fewWords {
		return kept, Blank(got) && !Blank(online)
	}
	if nothingMissing(got) {
		if got.Exchange != 0 && got.Exchange == online.Exchange && !Blank(got) {
			return kept, false // the same bytes, with all that they asked for
		}
		return kept, kept < lostWithoutReason
	}
	return kept, kept < lostWithReason
}

// nothingMissing reports whether all came that text can depend on: scripts,
// data and frames, and whether all of it ran.
func nothingMissing(v observation.Visit) bool {
	for _, r := range v.Requests {
		switch r.Destination {
		case "script", "fetch", "iframe":
			if Unusable(r) && isAsset(r) {
				return false
			}
		}
	}
	for _, m := range v.Console {
		if m.Uncaught() {
			return false
		}
	}
	return true
}

// NewExceptions returns what a visit threw and nothing caught, without what
// the online visit threw as well. A rejection that says no more than that the
// network is gone is left out: that is the usual way in which a beacon or a
// poll ends offline, and what it breaks shows elsewhere.
func NewExceptions(got, online observation.Visit) []observation.ConsoleMessage {
	before := map[string]bool{}
	for _, m := range online.Console {
		if m.Uncaught() {
			before[signature(m)] = true
		}
	}
	var fresh []observation.ConsoleMessage
	for _, m := range got.Console {
		if !m.Uncaught() || m.Worker || before[signature(m)] || isNetworkRejection(m) {
			continue
		}
		fresh = append(fresh, m)
	}
	return fresh
}

// signature makes two messages equal that differ in numbers only.
func signature(m observation.ConsoleMessage) string {
	return strings.Join(Words(FirstLine(m.Text)), " ")
}

func isNetworkRejection(m observation.ConsoleMessage) bool {
	if m.Level != "rejection" {
		return false
	}
	text := strings.ToLower(FirstLine(m.Text))
	for _, phrase := range networkWords {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

// networkWords are in the messages with which browsers and libraries reject
// when something did not come. The last ones are events that a loader rejected
// with.
var networkWords = []string{
	"failed to fetch", "network", "offline", "load failed", "failed to load", "could not load", "unable to load",
	"error loading", "dynamically imported module", "aborterror", "was aborted", "err_internet_disconnected",
	"timeout", "timed out", "unreachable", "connection", "status code 50",
	"#<event>", "[object event]", "#<progressevent>", "[object progressevent]", "istrusted",
}

// FirstLine returns the first line of a text.
func FirstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
