package install

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Folder returns where builds are put: browsers in swcheck's part of the user's
// cache folder, a folder for each version.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "swcheck", "browsers"), nil
}

// Programs returns the browsers in the folder, the newest first. A folder that
// is not there holds none.
func Programs(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var versions []string
	for _, e := range entries {
		if e.IsDir() && isVersion(e.Name()) {
			versions = append(versions, e.Name())
		}
	}
	slices.SortFunc(versions, func(a, b string) int { return compareVersions(b, a) })
	platform := ThisSystem().platform() // a home folder may be that of several machines
	var found []string
	for _, version := range versions {
		if program := programIn(filepath.Join(folder, version), platform); program != "" {
			found = append(found, program)
		}
	}
	return found
}

// programIn returns the program of a build for the platform that was unpacked
// into the folder.
func programIn(folder, platform string) string {
	for _, product := range products {
		path := filepath.Join(folder, product.program(platform))
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

var version = regexp.MustCompile(`^\d+(\.\d+){3}$`)

func isVersion(name string) bool { return version.MatchString(name) }

// compareVersions compares by numbers: 99 is older than 156.
func compareVersions(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i]) // isVersion has seen to it
		y, _ := strconv.Atoi(bs[i])
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
	}
	return 0
}
