package main

import (
	"errors"

	"golang.org/x/sys/windows"
)

// isUnread tells whether a write failed because the reader of a pipe has gone.
//
// Source: https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--0-499-
func isUnread(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
