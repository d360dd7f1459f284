package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// obeysCodes tells whether the terminal obeys the codes for colours and the
// cursor. Consoles of Windows do so once they are asked to, and those before
// Windows 10 never.
//
// Source: https://learn.microsoft.com/en-us/windows/console/console-virtual-terminal-sequences
func obeysCodes(terminal *os.File) bool {
	handle := windows.Handle(terminal.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return false
	}
	if mode&windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING != 0 {
		return true
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
