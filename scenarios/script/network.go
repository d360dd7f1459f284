package script

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

func init() {
	Register(Kind{
		Name: "network", About: "switch the network; when it goes on, the network is so",
		Example: "network: offline",
		Schema: map[string]any{"anyOf": []any{
			orVariable(map[string]any{"enum": anyOf(networkNames)}),
			map[string]any{
				"type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
				"properties": particularsSchema(),
			},
		}},
		Parse: parseNetwork,
	})
}

const networkExample = "network: offline"

// networks are those without particulars, or with the usual ones.
var networks = map[string]harness.Network{
	"online":         harness.Online,
	"offline":        harness.Offline,
	"lie-fi":         harness.LieFi,
	"reset":          harness.Reset,
	"stall":          gateway.Stall(defaultStall),
	"slow":           gateway.Slow(defaultLatency, defaultPace),
	"captive-portal": gateway.CaptivePortal(gateway.Portal{}),
}

// The usual particulars. Those of slow are what browsers' developer tools call
// slow 3G.
const (
	defaultStall   = 1 << 10
	defaultLatency = 400 * time.Millisecond
	defaultPace    = 50_000 // bytes per second
)

var networkNames = slices.Sorted(maps.Keys(networks))

// Networks returns the networks that need no particulars, sorted.
func Networks() []string { return slices.Clone(networkNames) }

func parseNetwork(_ Reading, value source.Node) Do {
	if !value.Must(networkExample, source.Text, source.Mapping) {
		return nil
	}
	var to func(*Run) (harness.Network, error)
	if value.Kind() == source.Text {
		to = namedNetwork(value)
	} else {
		to = particularNetwork(value)
	}
	return func(ctx context.Context, run *Run) error {
		network, err := to(run)
		if err != nil {
			return err
		}
		return run.Session.SetNetwork(ctx, network)
	}
}

func namedNetwork(value source.Node) func(*Run) (harness.Network, error) {
	name := value.Written()
	if how, needs := particulars[name]; needs && !slices.Contains(networkNames, name) {
		value.Reject("for example: network: "+how.example, "the network %s does not say how", name)
		return nil
	}
	network, known := networks[name]
	if !known {
		all := append(slices.Sorted(maps.Keys(particulars)), networkNames...)
		slices.Sort(all)
		all = slices.Compact(all)
		value.Reject(suggest.Hint(name, all, "known are "+strings.Join(all, ", ")), "there is no network %q", name)
		return nil
	}
	return func(*Run) (harness.Network, error) { return network, nil }
}
