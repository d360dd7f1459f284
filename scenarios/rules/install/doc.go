// Package install has the rules on what a worker stores when it is installed.
package install
