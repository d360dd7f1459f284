package install

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// chromeForTesting gets a build of Chrome for Testing.
type chromeForTesting struct {
	*Options
	getter *getter
}

func (c *chromeForTesting) install(ctx context.Context) (Result, error) {
	b, err := c.getter.choose(ctx, c.Index, c.System)
	if err != nil {
		return Result{}, err
	}
	final := filepath.Join(c.Folder, b.version)
	result := Result{Version: b.version, From: c.Index}
	if result.Path = programIn(final, b.Platform); result.Path != "" && !c.Force {
		result.Already = true
		return result, nil
	}
	c.Say(fmt.Sprintf("downloads %s %s for %s from %s", b.product.name, b.version, b.Platform, b.URL))
	unpacked, discard, err := c.fetch(ctx, b, &result)
	defer discard()
	if err != nil {
		return Result{}, err
	}
	if result.Path, err = c.takePlace(b, unpacked, final); err != nil {
		return Result{}, err
	}
	return result, nil
}

// temporary begins the names of folders in which builds are made ready. They are
// beside their place, so that the last step is a rename and all or nothing.
const temporary = ".installing-"

// fetch downloads and unpacks the build into a temporary folder, which discard
// removes.
func (c *chromeForTesting) fetch(ctx context.Context, b build, result *Result) (unpacked string, discard func(), err error) {
	discard = func() {}
	if err := os.MkdirAll(c.Folder, 0o755); err != nil {
		return "", discard, c.noPlace(err)
	}
	c.sweep()
	work, err := os.MkdirTemp(c.Folder, temporary)
	if err != nil {
		return "", discard, c.noPlace(err)
	}
	spared := c.BeforeForcedEnd(func() { _ = os.RemoveAll(work) })
	discard = func() {
		_ = os.RemoveAll(work)
		spared()
	}
	archive := filepath.Join(work, "archive.zip")
	if result.Verified, err = c.getter.download(ctx, b, archive, c.Progress); err != nil {
		return "", discard, err
	}
	c.Say("verified its " + strings.Join(result.Verified, " and "))
	unpacked = filepath.Join(work, "unpacked")
	if err := os.Mkdir(unpacked, 0o755); err != nil {
		return "", discard, c.noPlace(err)
	}
	if err := unpack(ctx, archive, b.URL, unpacked); err != nil {
		return "", discard, err
	}
	return unpacked, discard, checkProgram(b, unpacked)
}

// checkProgram sees to it that the program is there and can be run.
func checkProgram(b build, unpacked string) error {
	program := filepath.Join(unpacked, b.product.program(b.Platform))
	info, err := os.Lstat(program)
	if err != nil || !info.Mode().IsRegular() {
		return &ArchiveError{URL: b.URL, Entry: filepath.ToSlash(b.product.program(b.Platform)), What: "is not in it", Err: err}
	}
	return os.Chmod(program, 0o755)
}

// takePlace moves the unpacked build to where it is looked for. Where somebody
// else was faster with the same version, theirs is taken: both are the same.
func (c *chromeForTesting) takePlace(b build, unpacked, final string) (string, error) {
	program := filepath.Join(final, b.product.program(b.Platform))
	// What has lost its program is in the way, too. Aside first: what is removed
	// file by file could be found half.
	former := unpacked + "-former"
	if c.Force || programIn(final, b.Platform) == "" {
		if err := os.Rename(final, former); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", c.noPlace(err)
		}
	}
	if err := os.Rename(unpacked, final); err != nil {
		if _, there := os.Stat(program); there == nil {
			return program, nil
		}
		_ = os.Rename(former, final) // better the old one than none
		return "", c.noPlace(err)
	}
	return program, nil
}

func (c *chromeForTesting) noPlace(err error) error {
	return &FolderError{Folder: c.Folder, Err: err}
}

// abandonedAfter is when a temporary folder is nobody's any more.
const abandonedAfter = 24 * time.Hour

// sweep removes what installs left that were killed.
func (c *chromeForTesting) sweep() {
	left, err := filepath.Glob(filepath.Join(c.Folder, temporary+"*"))
	if err != nil {
		return
	}
	for _, folder := range left {
		if info, err := os.Stat(folder); err == nil && time.Since(info.ModTime()) > abandonedAfter {
			_ = os.RemoveAll(folder)
		}
	}
}
