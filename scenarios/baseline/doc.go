// Package baseline knows findings that are to fail no run: those that a team
// found in its site and has not mended yet. They stand in a YAML file that
// people edit, each with the reason why it stays, and where they wish with the
// last day on which it may.
//
// A finding is known by its rule and by the URLs that it is about. A rule that
// fails on a further page is new.
package baseline
