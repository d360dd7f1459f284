// Package worker holds the rules about the worker's own code while it runs.
package worker
