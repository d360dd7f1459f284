// Package rebuild makes a build B out of the build A that a site serves, in the
// way in which the site versions itself, so that a deploy can be played on a
// site that nobody deploys.
//
// [Prepare] reads build A: what the browser asked for, the worker's scripts, and
// the assets that all these texts name. Recognisers, one per file, each find one
// way in which sites tell their versions apart: hashes in the names of assets,
// revisions in the worker's list of what it stores, versions in the names of its
// caches, a manifest. The [Plan] then deploys as many builds as are wanted:
// texts pass changed, requests for new names are answered with the bytes of the
// old ones, and old names are gone.
//
// Every text of the origin differs between builds, if only by a comment at its
// end, so that stale bytes can be told from fresh ones. What cannot be changed
// without breaking the page, such as a script that the page checks by its
// integrity, stays as it is, and stands in the plan's Limits.
package rebuild
