// Package likeness tells how alike pages are, texts and URLs: whether a visit
// shows the page that it asked for, the site's fallback, a shell or another
// page's content, whether a page works as it did online, and what is missing
// of it.
//
// These are pure functions of observations. The rules of an audit, the
// matchers of the Go kit and the expectations of scenarios all judge by them,
// so that they never contradict each other.
package likeness
