package main

import (
	"errors"
	"fmt"
	"os"
)

// What the temporary folder must have: profiles of browsers go there, and the
// memory that a browser's processes share, since containers give /dev/shm only
// 64 MB (--disable-dev-shm-usage).
const (
	littleRoom = 500 << 20
	noRoom     = 50 << 20
)

const roomAdvice = "make room, or let TMPDIR (on Windows TMP) name another folder"

// room checks the temporary folder.
func (d *doctor) room(folder string) {
	if err := writable(folder); err != nil {
		d.add(check{What: "disk", State: stateFailed, Found: printable(fmt.Sprintf("the temporary folder %s cannot be written to: %v", folder, withoutPath(err))), Advice: roomAdvice})
		return
	}
	free, err := freeSpace(folder)
	d.add(checkRoom(folder, free, err))
}

func checkRoom(folder string, free uint64, err error) check {
	c := check{What: "disk", State: stateOK, Found: fmt.Sprintf("%s is free in %s", size(free), printable(folder))}
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		c.Found = printable(folder) + " can be written to; how much room it has is not known on this system"
	case err != nil:
		c.State, c.Found, c.Advice = stateWarning, printable(fmt.Sprintf("how much room %s has is not known: %v", folder, err)), roomAdvice
	case free < noRoom:
		c.State, c.Advice = stateFailed, roomAdvice
		c.Found = "only " + c.Found + ", where browsers keep their profiles and the memory that they share"
	case free < littleRoom:
		c.State, c.Advice = stateWarning, roomAdvice
		c.Found = "only " + c.Found + ": pages that need much memory may crash"
	}
	return c
}

func writable(folder string) error {
	probe, err := os.MkdirTemp(folder, "swcheck-doctor-")
	if err != nil {
		return err
	}
	return os.Remove(probe)
}

// size tells a number of bytes.
func size(bytes uint64) string {
	const mega = 1 << 20
	if bytes < 10<<30 {
		return fmt.Sprintf("%d MB", bytes/mega)
	}
	return fmt.Sprintf("%d GB", bytes>>30)
}
