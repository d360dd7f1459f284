package script

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/scenarios/source"
)

// A particular is a network that is described further.
type particular struct {
	example string
	schema  map[string]any
	read    func(source.Node) func(*Run) (harness.Network, error)
}

var particulars = map[string]particular{
	"status": {
		"{status: 503}", statusSchema, readStatusNetwork,
	},
	"block": {
		"{block: [cdn.example]}", map[string]any{"anyOf": []any{
			hostSchema, map[string]any{"type": "array", "minItems": 1, "items": hostSchema},
		}}, readBlock,
	},
	"stall": {"{stall: 10KB}", sizeOrNothingSchema, readStall},
	"slow": {"{slow: {latency: 400ms, bytes-per-second: 50KB}}", map[string]any{
		"type": "object", "additionalProperties": false, "minProperties": 1,
		"properties": map[string]any{
			"latency":          orVariable(map[string]any{"type": "string", "pattern": source.DurationPattern}),
			"bytes-per-second": orVariable(sizeSchema),
		},
	}, readSlow},
	"captive-portal": {"{captive-portal: {redirect: \"http://portal.example/\"}}", map[string]any{
		"type": "object", "additionalProperties": false, "required": []any{"redirect"},
		"properties": map[string]any{
			"redirect": with(writtenSchema, "URL of the portal's page, which may be relative to the target"),
		},
	}, readPortal},
}

var (
	hostSchema = map[string]any{
		"type": "string", "pattern": `^[^/\s]+$`,
		"description": "cdn.example for all ports, cdn.example:8443, or *.example for all below it",
	}
	statusSchema        = orVariable(map[string]any{"type": "integer", "minimum": 200, "maximum": 599})
	sizeOrNothingSchema = orVariable(map[string]any{"anyOf": []any{
		map[string]any{"type": "number", "minimum": 0},
		map[string]any{"type": "string", "pattern": source.SizePattern},
	}})
)

func particularsSchema() map[string]any {
	all := map[string]any{}
	for name, p := range particulars {
		all[name] = p.schema
	}
	return all
}

func particularNetwork(value source.Node) (to func(*Run) (harness.Network, error)) {
	read := map[string]func(source.Node){}
	for name, p := range particulars {
		read[name] = func(n source.Node) { to = p.read(n) }
	}
	found := value.Fields("network with particulars", networkExample, read)
	switch {
	case found.Len() > 1:
		value.Reject("keep one of them", "the network is described in %d ways", found.Len())
	case found.Len() == 0 && found.Lacks():
		value.Reject("for example: "+networkExample, "network does not say which")
	}
	return to
}

func always(n harness.Network) func(*Run) (harness.Network, error) {
	return func(*Run) (harness.Network, error) { return n, nil }
}

func readStatusNetwork(n source.Node) func(*Run) (harness.Network, error) {
	status, _ := statusOf(n, "network: {status: 503}")
	return always(gateway.Status(status))
}

// statusOf reads an HTTP status that can answer for good.
func statusOf(n source.Node, example string) (int, bool) {
	status, ok := n.Count(example, 200)
	if ok && status > 599 {
		n.Reject("for example: "+example, "%d is no status", status)
		return 0, false
	}
	return status, ok
}

func readBlock(n source.Node) func(*Run) (harness.Network, error) {
	const example = "network: {block: [cdn.example]}"
	items := n.List(example)
	if len(items) == 0 && n.Kind() == source.List {
		n.Reject("for example: "+example, "block names no host")
	}
	var hosts []string
	for _, item := range items {
		if !item.Must(example, source.Text) {
			continue
		}
		host, ok := item.String(example)
		if ok && (host == "" || strings.ContainsFunc(host, func(r rune) bool { return r == '/' || unicode.IsSpace(r) })) {
			item.Reject("give a host such as cdn.example, cdn.example:8443 or *.example", "%q is no host", item.Written())
		}
		hosts = append(hosts, host)
	}
	return always(gateway.Block(hosts...))
}

func readStall(n source.Node) func(*Run) (harness.Network, error) {
	after, _ := n.Bytes("network: {stall: 10KB}")
	return always(gateway.Stall(after))
}

func readSlow(n source.Node) func(*Run) (harness.Network, error) {
	const example = "network: {slow: {latency: 400ms, bytes-per-second: 50KB}}"
	slow := gateway.Slow(0, 0)
	found := n.Fields("key of slow", example, map[string]func(source.Node){
		"latency": func(n source.Node) { slow.Latency, _ = n.Duration(example) },
		"bytes-per-second": func(n source.Node) {
			pace, ok := n.Bytes(example)
			if ok && pace == 0 {
				n.Reject("for example: "+example+"; lie-fi never answers", "nothing comes through at 0 bytes per second")
			}
			slow.BytesPerSecond = pace
		},
	})
	if found.Lacks("latency", "bytes-per-second") {
		n.Reject("for example: "+example, "slow does not say how slow")
	}
	return always(slow)
}

func readPortal(n source.Node) func(*Run) (harness.Network, error) {
	const example = `network: {captive-portal: {redirect: "http://portal.example/"}}`
	redirect := ""
	found := n.Fields("key of captive-portal", example, map[string]func(source.Node){
		"redirect": func(n source.Node) { redirect, _ = urlOf(n, example) },
	})
	if found.Lacks("redirect") {
		n.Reject("for example: "+example+"; or captive-portal alone, which answers in place", "captive-portal has no redirect")
	}
	return func(run *Run) (harness.Network, error) {
		base, err := url.Parse(run.Session.Base())
		if err != nil {
			return harness.Network{}, err
		}
		to, err := base.Parse(redirect)
		if err != nil {
			return harness.Network{}, fmt.Errorf("the portal's URL: %w", err)
		}
		return gateway.CaptivePortal(gateway.Portal{Redirect: to.String()}), nil
	}
}
