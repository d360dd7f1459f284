package observation_test

import (
	"testing"

	. "github.com/swcheck/swcheck/observation"
)

func TestAsksTheNetworkAndLeavesTheBrowser(t *testing.T) {
	for _, c := range []struct {
		network     Network
		outcome     ExchangeOutcome
		asked, left bool
	}{
		{Online, Answered, true, true},
		{Online, InFlight, true, true},
		{Online, Failed, true, true},
		{Online, Tunnelled, true, true},
		{Online, Played, true, false}, // a deploy
		{CaptivePortal, Played, true, false},
		{Status, Played, true, false},
		{Reset, Refused, true, false},
		{Block, Refused, true, false},
		{LieFi, InFlight, true, false},
		{LieFi, Refused, true, false}, // held until the browser gave up
		{Slow, Broken, true, true},
		{Offline, Refused, false, false},
		{Offline, InFlight, false, false},
		{Offline, Answered, true, true}, // a leak
	} {
		x := Exchange{Network: c.network, Outcome: c.outcome}
		if x.AskedNetwork() != c.asked || x.LeftBrowser() != c.left {
			t.Errorf("%s, %s: asked %v, left %v", c.network, c.outcome, x.AskedNetwork(), x.LeftBrowser())
		}
	}
}
