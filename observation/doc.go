// Package observation is the plain data that an audit gathers: what crossed
// the wire, what a visit showed, which worker versions there were, what the
// caches held.
//
// It is one of the two narrow waists of swcheck: everything that drives a
// browser writes it, everything that judges reads it, and nothing in it needs a
// browser, so it can be saved with [Observations] as JSON and judged again.
//
// Everything that a site chose (titles, URLs, texts, console messages) stands
// here as the site sent it, cut to a length but not escaped. Who shows it must
// escape it.
package observation
