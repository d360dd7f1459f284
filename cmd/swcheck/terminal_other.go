//go:build !windows

package main

import "os"

// obeysCodes tells whether the terminal obeys the codes for colours and the
// cursor. Where TERM says nothing else, all but those of Windows do.
func obeysCodes(*os.File) bool { return true }
