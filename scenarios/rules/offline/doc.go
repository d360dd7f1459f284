// Package offline has the rules on what visitors get when the wire is cut.
package offline
