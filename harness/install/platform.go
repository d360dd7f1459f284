package install

import (
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// A System is the machine that a browser is for.
type System struct {
	OS, Arch string // as runtime.GOOS and runtime.GOARCH name them
	Root     bool   // this process may change the system
	Musl     bool   // its C library is musl, with which no build of Chrome for Testing runs
}

// ThisSystem returns the machine that this process runs on.
func ThisSystem() System {
	return System{OS: runtime.GOOS, Arch: runtime.GOARCH, Root: os.Geteuid() == 0, Musl: has("/lib/ld-musl-*") && !has("/lib*/ld-linux-*")}
}

// has tells whether there is a file of that pattern. Some systems have the
// loaders of both C libraries.
func has(pattern string) bool {
	files, _ := filepath.Glob(pattern)
	return len(files) > 0
}

// The platforms of the index, as
// https://github.com/GoogleChromeLabs/chrome-for-testing names them.
var platforms = []string{"linux64", "linux-arm64", "mac-arm64", "mac-x64", "win64", "win32"}

// platform returns the index's name for the system, or "".
func (s System) platform() string {
	return map[string]string{
		"linux/amd64":   "linux64",
		"linux/arm64":   "linux-arm64", // since 153.0.8001.0
		"darwin/arm64":  "mac-arm64",
		"darwin/amd64":  "mac-x64",
		"windows/amd64": "win64",
		"windows/arm64": "win64", // there is none of its own; Windows emulates it
		"windows/386":   "win32",
	}[s.OS+"/"+s.Arch]
}

// A product is a kind of build in the index.
type product struct {
	name string
	mac  string // the program in its folder on a Mac
}

// products are those that swcheck can drive, the best first: the headless shell
// opens sessions in less than half the time of the full browser.
var products = []product{
	{name: "chrome-headless-shell", mac: "chrome-headless-shell"},
	{name: "chrome", mac: "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"},
}

// program returns the path of the program inside the archive.
func (p product) program(platform string) string {
	name := p.name
	switch {
	case strings.HasPrefix(platform, "mac"):
		name = p.mac
	case strings.HasPrefix(platform, "win"):
		name += ".exe"
	}
	return filepath.FromSlash(path.Join(p.name+"-"+platform, name))
}
