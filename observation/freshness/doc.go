// Package freshness tells of which build the parts of a page are that was
// visited after a deploy: by the exchanges that their bytes came in, and by what
// the server gives now.
//
// These are pure functions of observations, by which the rules of an audit, the
// matchers of the Go kit and the expectations of scenarios judge alike.
package freshness
