//go:build linux || darwin || freebsd

package main

import "golang.org/x/sys/unix"

// mayWriteIn tells why nothing can be created in a folder.
func mayWriteIn(folder string) error { return unix.Access(folder, unix.W_OK|unix.X_OK) }
