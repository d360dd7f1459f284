// Package registration holds the rules about how a worker comes to be in
// charge of a site: whether it is registered, installs and covers the pages,
// and whether the pages work in the moments when it is not, or not yet, there.
//
// It also says, for rules about what a worker does, why one did not install:
// see [InstallFault].
package registration
