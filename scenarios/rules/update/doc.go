// Package update holds the rules on what visitors get after a deploy: which
// build they are shown, how soon, and whether it is in one piece.
package update
