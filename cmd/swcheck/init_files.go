package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/swcheck/swcheck/scenarios/scaffold"
)

// repositoryRoot returns the nearest folder with a .git at or above the folder,
// and how the folder is reached from there; else the folder itself.
func repositoryRoot(dir string) (root, within string, err error) {
	folder, err := filepath.Abs(dir)
	if err != nil {
		return "", "", err
	}
	for at := folder; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			within, err := filepath.Rel(at, folder)
			return at, filepath.ToSlash(within), err
		}
		if at == filepath.Dir(at) {
			return folder, ".", nil
		}
	}
}

// writeFiles writes the files, and tells of each what it is for.
func (w *world) writeFiles(files []scaffold.File, site scaffold.Site, flags *initFlags) error {
	table := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
	kept := 0
	for _, file := range files {
		path := filepath.Join(flags.dir, filepath.FromSlash(file.Path))
		written, err := writeFile(path, file, flags.force)
		if err != nil {
			_ = table.Flush()
			return cannotWrite("file", path, err)
		}
		if !written {
			kept++
			fmt.Fprintf(table, "kept\t%s\twas there before\n", path)
			continue
		}
		fmt.Fprintf(table, "wrote\t%s\t%s\n", path, printable(file.About))
	}
	if err := table.Flush(); err != nil {
		return cannotWrite("list", "stdout", err)
	}
	if kept > 0 {
		fmt.Fprintf(w.out, "\n--force overwrites what was there before\n")
	}
	fmt.Fprintf(w.out, "\nnext: %s\n", next(site, flags.dir))
	return nil
}

// writeFile writes a file, and its folder where there is none. It returns false
// for one that is there already and is kept.
func writeFile(path string, file scaffold.File, overwrite bool) (bool, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return false, err
	}
	how := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if overwrite {
		how = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	mode := os.FileMode(0o666)
	if file.Executable {
		mode = 0o777
	}
	out, err := os.OpenFile(path, how, mode)
	if errors.Is(err, fs.ErrExist) && !overwrite {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = out.Write(file.Content)
	return true, errors.Join(err, out.Close())
}

// next is the command line to go on with.
func next(site scaffold.Site, dir string) string {
	var line strings.Builder
	if dir != "." {
		fmt.Fprintf(&line, "cd %s && ", shellWord(dir))
	}
	for _, s := range site.Secrets() {
		fmt.Fprintf(&line, "%s=… ", s.Variable)
	}
	return line.String() + "swcheck run scenarios"
}

// secretsOf returns what of a call must not be written down, with the
// variables that take its place.
func secretsOf(p *plan) (headers, cookies []scaffold.Secret) {
	for _, name := range slices.Sorted(maps.Keys(p.target.Header)) {
		headers = append(headers, scaffold.NewSecret("header", name))
	}
	for _, c := range p.target.Cookies {
		cookies = append(cookies, scaffold.NewSecret("cookie", c.Name))
	}
	return headers, cookies
}
