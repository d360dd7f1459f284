package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// examine does the checks of the browser in turn and stops where one makes the
// next pointless.
func (d *doctor) examine(ctx context.Context, path string) {
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: path})
	if err != nil {
		d.fail("browser", err)
		return
	}
	defer browser.Close()
	ctx, cancel := context.WithTimeout(ctx, doctorLimit)
	defer cancel()
	info := browser.Info()
	d.ok("browser", info.Path)
	d.add(checkVersion(info.Product))
	d.sandbox(info)
	canary, err := browser.RunCanary(ctx)
	if err != nil {
		d.fail("canary", err)
		return
	}
	d.canary(canary)
	missing, err := browser.MissingScripts(ctx)
	if err != nil {
		d.warn("fonts", printable("could not be looked at: "+err.Error()), hintOf(err))
		return
	}
	d.add(checkFonts(missing))
}

// oldestTried is the oldest version that understands what a page is told when
// the wire is cut: that a rule of Network.emulateNetworkConditionsByRule has an
// offline of its own stands in the protocol of version 150; in that of 147 the
// command wants another parameter and refuses ours.
//
// Source: https://chromedevtools.github.io/devtools-protocol/tot/Network/#method-emulateNetworkConditionsByRule
const oldestTried = 150

var majorOf = regexp.MustCompile(`/(\d+)\.`)

func checkVersion(product string) check {
	c := check{What: "version", State: stateOK, Found: printable(product)}
	major := majorOf.FindStringSubmatch(product)
	if major == nil {
		c.State, c.Found = stateWarning, fmt.Sprintf("%s: which version that is cannot be told", c.Found)
		c.Advice = fmt.Sprintf("use a Chrome, Chromium or Edge of version %d or later", oldestTried)
		return c
	}
	if number, err := strconv.Atoi(major[1]); err != nil || number < oldestTried {
		c.State = stateWarning
		c.Found += fmt.Sprintf(": versions before %d switch pages offline by another command, and may refuse ours", oldestTried)
		c.Advice = "update it, or get another one with swcheck doctor --install --force, and name it with --browser"
	}
	return c
}

func (d *doctor) sandbox(info observation.Browser) {
	switch {
	case info.Remote:
		d.warn("sandbox", "not known: the browser was started by somebody else; its HTTPS is tunnelled without stamps",
			"let swcheck start the browser where you can")
	case !info.Sandbox:
		d.warn("sandbox", "off, because swcheck runs as root", "run it as an ordinary user, above all on sites that you do not trust")
	default:
		d.ok("sandbox", "on")
	}
}

func (d *doctor) canary(c observation.Canary) {
	if !c.Passed {
		d.add(check{What: "canary", State: stateFailed, Found: "this browser cannot be trusted for offline tests: " + printable(c.Reason),
			Advice: "try another browser with --browser"})
		return
	}
	d.ok("canary", fmt.Sprintf("offline, a pass-through worker failed, a precached page opened, %d requests left the browser (%.1f s)",
		c.Leaked, c.Duration/1000))
}

// checkFonts judges the scripts that cannot be drawn. Audits read the text of
// pages, and do not need it drawn; people who look at pictures do.
func checkFonts(missing []string) check {
	switch {
	case slices.Contains(missing, harness.Latin):
		return check{What: "fonts", State: stateWarning, Found: "no letters are drawn: in pictures pages have no text",
			Advice: "install a font where the browser runs (Debian, Ubuntu: apt-get install fonts-dejavu-core; Alpine: apk add font-dejavu; Fedora: dnf install dejavu-sans-fonts)"}
	case len(missing) > 0:
		return check{What: "fonts", State: stateOK, Found: "letters are drawn; in pictures there are boxes for " + strings.Join(missing, ", ")}
	}
	return check{What: "fonts", State: stateOK, Found: "letters are drawn"}
}
