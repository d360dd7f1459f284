// Package testsite serves the fixtures: a small conference site, as its
// visitors would know it, with pages, images, a video, data, a search, members
// and a second origin.
//
// It can deploy and roll back, log users in and out, and misbehave on demand.
// It counts every request that reaches it, which makes it a witness of what a
// browser sent, independent of whatever stands between.
package testsite
