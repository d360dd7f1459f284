// Package source reads YAML files that people write: every node knows where it
// stands, and every mistake is told with file, line and column, the line
// itself, and what may have been meant. All mistakes of a file are collected,
// so that they can be mended in one go.
package source
