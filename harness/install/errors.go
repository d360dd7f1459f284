package install

import (
	"fmt"
	"strings"
)

// IndexError tells that the index of builds cannot be used.
type IndexError struct {
	URL    string
	What   string // what is wrong with it
	Advice string
	Err    error // what the network said, or nil
}

func (e *IndexError) Error() string {
	return fmt.Sprintf("the index of builds %s cannot be used: %s", e.URL, e.What)
}

func (e *IndexError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *IndexError) Hint() string { return e.Advice }

// NoBuildError tells that there is no build for this system.
type NoBuildError struct {
	System  System
	Because string
}

func (e *NoBuildError) Error() string {
	return fmt.Sprintf("there is no Chrome for Testing for %s/%s: %s", e.System.OS, e.System.Arch, e.Because)
}

// Hint tells what to do.
func (e *NoBuildError) Hint() string {
	return "install Chromium with the system's own packages, and name it with --browser or SWCHECK_BROWSER if it is not found"
}

// DownloadError tells that the archive of a build did not come whole.
type DownloadError struct {
	URL  string
	What string
	Err  error // what the network or the disk said, or nil
}

func (e *DownloadError) Error() string {
	return fmt.Sprintf("the download of %s failed: %s", e.URL, e.What)
}

func (e *DownloadError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *DownloadError) Hint() string {
	return "run it again; where it fails each time, look whether a proxy or a full disk is in the way"
}

// ChecksumError tells that what came is not what is published.
type ChecksumError struct {
	URL       string
	Kind      string // crc32c, md5 or sha256; "" where nothing is published
	Want, Got string // in hexadecimal
}

func (e *ChecksumError) Error() string {
	if e.Kind == "" {
		return fmt.Sprintf("no checksum is published for %s, so it is not used", e.URL)
	}
	return fmt.Sprintf("what came from %s is not what is published there: its %s is %s, not %s", e.URL, e.Kind, e.Got, e.Want)
}

// Hint tells what to do.
func (e *ChecksumError) Hint() string {
	if e.Kind == "" {
		return `the server has to send x-goog-hash, as Google's storage does, or the index to give "sha256" beside "url"`
	}
	return "run it again; where it fails each time, something between here and the server changes what it sends"
}

// ArchiveError tells that an archive is broken, or not one of a browser.
type ArchiveError struct {
	URL   string
	Entry string // in the archive, or ""
	What  string
	Err   error // what reading it said, or nil
}

func (e *ArchiveError) Error() string {
	if e.Entry == "" {
		return fmt.Sprintf("the archive %s is refused: %s", e.URL, e.What)
	}
	return fmt.Sprintf("the archive %s is refused: %q %s", e.URL, e.Entry, e.What)
}

func (e *ArchiveError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *ArchiveError) Hint() string {
	return "nothing of it was kept; look whether --index names the right index"
}

// NotAllowedError tells that a package manager may not be used.
type NotAllowedError struct{ Manager string }

func (e *NotAllowedError) Error() string {
	return e.Manager + " needs root, or sudo without a password"
}

// CommandError tells that a package manager did not do it.
type CommandError struct {
	Command string // the last one that was run
	Err     error  // how it ended; nil where it ended well, and still no browser was found
}

func (e *CommandError) Error() string {
	if e.Err == nil {
		return e.Command + " ended well, and still no browser is found"
	}
	return fmt.Sprintf("%s: %v", e.Command, e.Err)
}

func (e *CommandError) Unwrap() error { return e.Err }

// NothingWorkedError tells that several ways were tried in vain.
type NothingWorkedError struct{ Tried []error }

func (e *NothingWorkedError) Error() string {
	texts := make([]string, 0, len(e.Tried))
	for _, err := range e.Tried {
		texts = append(texts, err.Error())
	}
	return "no browser could be installed:\n" + strings.Join(texts, "\n")
}

func (e *NothingWorkedError) Unwrap() []error { return e.Tried }

// Hint tells what to do.
func (e *NothingWorkedError) Hint() string {
	if len(e.Tried) > 0 { // the last way is the one that could have worked everywhere
		if advised, ok := e.Tried[len(e.Tried)-1].(interface{ Hint() string }); ok {
			return advised.Hint()
		}
	}
	return "install Chrome or Chromium by hand, and name it with --browser or SWCHECK_BROWSER if it is not found"
}

// FolderError tells that a build cannot be put where it belongs.
type FolderError struct {
	Folder string
	Err    error
}

func (e *FolderError) Error() string {
	return fmt.Sprintf("the browser cannot be put into %s: %v", e.Folder, e.Err)
}

func (e *FolderError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *FolderError) Hint() string {
	return "make room there, or let XDG_CACHE_HOME (Linux) or HOME name a folder that you may write to"
}
