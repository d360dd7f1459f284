package harness

import (
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// A Network is a state of a session's wire.
type Network = gateway.Condition

// Networks without parameters. For the others see [gateway.Stall],
// [gateway.Slow], [gateway.Status], [gateway.CaptivePortal] and [gateway.Block].
var (
	Online  = Network{Network: observation.Online}
	Offline = Network{Network: observation.Offline}
	LieFi   = Network{Network: observation.LieFi}
	Reset   = Network{Network: observation.Reset}
)
