// Package experiments drives a browser: one file per experiment, each a course
// of actions in one session that yields observations. Nothing here judges.
//
// Adding an experiment is adding a file: it registers itself from its init,
// with the profiles that it belongs to.
package experiments
