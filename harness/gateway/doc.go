// Package gateway is the wire of one session: a forward proxy on loopback
// through which each byte of a browser profile travels. It numbers and logs
// every exchange, it can be cut, stalled, slowed or replaced by a portal at any
// moment, and it can play a deploy: other bytes for the same URLs.
//
// The way of a request:
//
//	browser ─▶ clients ─▶ (CONNECT: peek, TLS) ─▶ serve ─▶ fault ─▶ deploy ─▶ link ─▶ upstream
//	            listener    connect, tunnel       ledger   gate                transport
//
// One mutex, that of the ledger, orders everything that must not be torn apart:
// the start of an exchange with its number, the state of the wire, the build and
// the user. So an exchange that is logged under a state was handled under it.
//
// # Outcomes
//
// A request that was never passed on ends as Refused or Played, whatever ended
// it: a request that a lie-fi wire held back until the browser gave up is
// Refused. One that was passed on ends as Answered, Broken or Failed, or is
// Tunnelled as soon as its tunnel stands; a tunnel that stands is not in flight.
//
// The Error of a Failed exchange starts with its kind: "dns:", "connect:",
// "certificate:", "tls:", "response:" or, for a mishap of our own, "gateway:".
// The browser gets no page for it: its connection is reset, so that fetch
// rejects as it would without a proxy.
//
// # What passes unchanged
//
// Bodies pass as they are, compressed or not, and each piece at once. What is
// lost on the way: the reason phrase of a status line, 1xx answers, and header
// fields of one hop. What is added: the field [StampHeader].
package gateway
