package suite

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A found file is one that was named, or one that stands in a named folder.
type found struct {
	path    string
	content []byte
	named   bool
}

// find reads the files, in the order in which they are named, those of a folder
// by name. One that is named twice is read once.
func find(paths []string) ([]found, error) {
	var files []found
	seen := map[string]bool{}
	for _, path := range paths {
		named, err := filesBelow(path)
		if err != nil {
			return nil, &PathError{Path: path, Err: err}
		}
		for _, file := range named {
			if clean := filepath.Clean(file); !seen[clean] {
				seen[clean] = true
				content, err := os.ReadFile(file)
				if err != nil {
					return nil, &PathError{Path: file, Err: err}
				}
				files = append(files, found{path: clean, content: content, named: file == path})
			}
		}
	}
	return files, nil
}

// filesBelow returns the path itself where it is a file, and all YAML files in
// it where it is a folder, but for those in hidden folders and in those of
// packages.
func filesBelow(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != path && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return filepath.SkipDir
		case !entry.IsDir() && slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)):
			files = append(files, name)
		}
		return nil
	})
	return files, err
}
