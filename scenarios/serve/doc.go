// Package serve runs the commands that a target is configured with: it starts
// the site and stops it with everything that it has started, and runs deploys
// to their end. Commands go through the system's shell, in a process group of
// their own.
package serve
