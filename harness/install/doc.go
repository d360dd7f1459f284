// Package install gets a browser onto a machine that has none: with the
// system's package manager where there is one that may be used, else as a build
// of Chrome for Testing, which needs no rights and is put into the user's cache
// folder.
//
// What a build of Chrome for Testing is checked against: its index publishes
// addresses and no checksums; the storage service that serves the archives tells
// CRC32C and MD5 of what it stores in a header of each answer. They prove that
// the archive came as it is stored, and not that the store is honest: for that
// there is TLS alone. An index of one's own can give the SHA-256 of an archive,
// which is checked too.
package install
