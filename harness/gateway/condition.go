package gateway

import (
	"net"
	"strings"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// A Condition is a state of the wire with its particulars. The zero value is
// online.
type Condition struct {
	Network observation.Network

	StallAfter int64 // stall: body bytes that are let through before it stops

	Latency        time.Duration // slow: wait before a request is passed on
	BytesPerSecond int64         // slow: of all bodies together; 0 is unlimited

	Status int    // status: 200 to 599; anything else is taken for 503
	Portal Portal // captive-portal

	// Hosts are refused while the state is block: "host" for all its ports,
	// "host:port", or "*.host" for all below it.
	Hosts []string
}

// A Portal is what a captive portal answers to every request: a page, or a
// redirect to one.
type Portal struct {
	Body        string // the portal's page; a short one by default
	ContentType string // of Body; text/html by default
	// Redirect is the absolute URL to which every request is sent with status
	// 302. That URL itself is answered with Body. "" means: Body for every URL.
	Redirect string
}

// States that have no particulars.
var (
	Online  = Condition{Network: observation.Online}
	Offline = Condition{Network: observation.Offline}
	LieFi   = Condition{Network: observation.LieFi}
	Reset   = Condition{Network: observation.Reset}
)

// Stall lets n bytes of each body through and then nothing, with the connection
// left open.
func Stall(n int64) Condition {
	return Condition{Network: observation.Stall, StallAfter: n}
}

// Slow delays each request by latency and limits all response bodies together
// to a number of bytes per second; 0 is no limit.
func Slow(latency time.Duration, bytesPerSecond int64) Condition {
	return Condition{Network: observation.Slow, Latency: latency, BytesPerSecond: bytesPerSecond}
}

// Status answers every request with a status and a small page.
func Status(code int) Condition {
	return Condition{Network: observation.Status, Status: code}
}

// CaptivePortal answers every request in the portal's way.
func CaptivePortal(portal Portal) Condition {
	return Condition{Network: observation.CaptivePortal, Portal: portal}
}

// Block refuses some hosts and lets all others pass.
func Block(hosts ...string) Condition {
	return Condition{Network: observation.Block, Hosts: hosts}
}

// blocks reports whether requests to host:port are refused.
func (c Condition) blocks(hostport string) bool {
	if c.Network != observation.Block {
		return false
	}
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	for _, pattern := range c.Hosts {
		if matchesHost(strings.ToLower(pattern), strings.ToLower(host), port) {
			return true
		}
	}
	return false
}

func matchesHost(pattern, host, port string) bool {
	if suffix, ok := strings.CutPrefix(pattern, "*."); ok {
		return strings.HasSuffix(host, "."+suffix)
	}
	if name, wanted, err := net.SplitHostPort(pattern); err == nil {
		return name == host && wanted == port
	}
	return strings.Trim(pattern, "[]") == host
}
