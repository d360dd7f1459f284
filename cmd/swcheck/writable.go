package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// checkOutputs refuses outputs that cannot be written, before an audit of minutes is
// made for them.
func checkOutputs(outputs []output) error {
	for _, o := range outputs {
		what := o.format.Name + " report"
		err := checkWritable(what, o.path)
		if o.temporary {
			err = cannotWrite(what, os.TempDir(), mayCreateIn(os.TempDir()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkWritable refuses a file that cannot be written, in the words that are
// used where the write itself fails. "" is no file.
func checkWritable(what, path string) error {
	if path == "" {
		return nil
	}
	return cannotWrite(what, path, mayWrite(path))
}

// mayWrite tells why a file cannot be written. It neither creates nor changes
// anything: what is to be written may never come about. Of devices and pipes,
// which do more than to be opened, it says nothing.
func mayWrite(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return mayCreate(path)
	case err != nil:
		return err
	case info.IsDir():
		return syscall.EISDIR
	case !info.Mode().IsRegular():
		return nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// mayCreate tells why a file that is not there cannot be created. A link that
// leads nowhere may be written through, or not: that shows when it is.
func mayCreate(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return nil
	}
	return mayCreateIn(filepath.Dir(path))
}

// mayCreateIn tells why no file can be created in a folder.
func mayCreateIn(folder string) error {
	info, err := os.Stat(folder)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return syscall.ENOTDIR
	}
	return mayWriteIn(folder)
}
