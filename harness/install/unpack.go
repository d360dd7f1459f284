package install

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Bounds of an archive that is unpacked. Chrome's has some 400 MB in some
// hundred files.
const (
	maxUnpacked = 4 << 30
	maxEntries  = 20_000
	maxLink     = 4096 // bytes of a symbolic link's target
)

// unpack unpacks the archive into a folder. An entry that leads out of the
// folder, by its name or through a link, fails, and so does what is longer than
// it says or does not agree with its CRC-32: archive/zip sees to that.
func unpack(ctx context.Context, archive, url, folder string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return &ArchiveError{URL: url, What: err.Error(), Err: err}
	}
	defer reader.Close()
	if len(reader.File) > maxEntries {
		return &ArchiveError{URL: url, What: fmt.Sprintf("it has %d entries", len(reader.File))}
	}
	// Nothing that is done through root can leave the folder, links included.
	root, err := os.OpenRoot(folder)
	if err != nil {
		return &ArchiveError{URL: url, What: err.Error(), Err: err}
	}
	defer root.Close()
	u := &unpacker{root: root, left: maxUnpacked}
	for _, entry := range reader.File {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := u.entry(entry); err != nil {
			return &ArchiveError{URL: url, Entry: entry.Name, What: err.Error(), Err: err}
		}
	}
	return u.follow(url)
}

type unpacker struct {
	root  *os.Root
	left  int64    // bytes that may still come
	links []string // that were made
}

func (u *unpacker) entry(entry *zip.File) error {
	name := strings.TrimSuffix(entry.Name, "/")
	if strings.Contains(name, `\`) || !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("leads out of the folder")
	}
	if err := u.root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o755); err != nil {
		return err
	}
	name = filepath.FromSlash(name)
	switch mode := entry.Mode(); {
	case mode.IsDir():
		return u.root.MkdirAll(name, 0o755)
	case mode&fs.ModeSymlink != 0:
		return u.link(entry, name)
	case mode.IsRegular():
		return u.file(entry, name)
	default:
		return fmt.Errorf("is neither a file nor a folder")
	}
}

func (u *unpacker) file(entry *zip.File, name string) error {
	from, err := entry.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	permissions := fs.FileMode(0o644)
	if entry.Mode()&0o111 != 0 {
		permissions = 0o755
	}
	to, err := u.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, permissions)
	if err != nil {
		return err
	}
	defer to.Close()
	n, err := io.Copy(to, io.LimitReader(from, u.left+1))
	if u.left -= n; err == nil && u.left < 0 {
		err = fmt.Errorf("is too much: more than %d bytes in all", int64(maxUnpacked))
	}
	if err != nil {
		return err
	}
	return to.Close()
}

// link makes a symbolic link, as those inside a Mac's frameworks. One that leads
// out of the folder would not be followed by what is unpacked after it, but by
// the browser later.
func (u *unpacker) link(entry *zip.File, name string) error {
	from, err := entry.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	target, err := io.ReadAll(io.LimitReader(from, maxLink))
	if err != nil {
		return err
	}
	to := filepath.FromSlash(string(target))
	if filepath.IsAbs(to) || !filepath.IsLocal(filepath.Join(filepath.Dir(name), to)) {
		return fmt.Errorf("links to %q, out of the folder", target)
	}
	u.links = append(u.links, name)
	return u.root.Symlink(to, name)
}

// follow refuses links that lead out through other links: by its words alone
// each of them may stay inside.
func (u *unpacker) follow(url string) error {
	for _, link := range u.links {
		if _, err := u.root.Stat(link); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return &ArchiveError{URL: url, Entry: filepath.ToSlash(link), What: "leads out of the folder", Err: err}
		}
	}
	return nil
}
