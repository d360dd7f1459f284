package observation

// Network is the state of a session's wire, as the gateway applies it.
type Network string

// The states of the wire.
const (
	Online        Network = "online"
	Offline       Network = "offline"        // open connections are closed, new ones refused
	LieFi         Network = "lie-fi"         // connections are accepted and never answered
	Stall         Network = "stall"          // bodies stop after some bytes
	Reset         Network = "reset"          // connections are reset when a request arrives
	Slow          Network = "slow"           // latency and a limited throughput
	Status        Network = "status"         // every request is answered with one status
	CaptivePortal Network = "captive-portal" // every request is answered by a portal
	Block         Network = "block"          // some hosts are refused
)
