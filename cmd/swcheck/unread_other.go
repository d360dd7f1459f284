//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// isUnread tells whether a write failed because the reader of a pipe has gone.
func isUnread(err error) bool { return errors.Is(err, syscall.EPIPE) }
