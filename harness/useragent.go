package harness

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"time"
)

var majorVersion = regexp.MustCompile(`\b(\d+)\.\d+\.\d+\.\d+`)

// ordinaryUserAgent returns the user agent that a Chrome with a window of the
// same version sends. Headless Chrome says that it is headless, and some sites
// then serve no worker. It returns "" when the version cannot be told; the
// browser then keeps its own.
func ordinaryUserAgent(ctx context.Context, program string) string {
	version := majorVersion.FindStringSubmatch(versionOf(ctx, program))
	if version == nil {
		return ""
	}
	system := "X11; Linux x86_64"
	switch runtime.GOOS {
	case "darwin":
		system = "Macintosh; Intel Mac OS X 10_15_7"
	case "windows":
		system = "Windows NT 10.0; Win64; x64"
	}
	// The reduced form that Chrome sends since version 110.
	return fmt.Sprintf("Mozilla/5.0 (%s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s.0.0.0 Safari/537.36", system, version[1])
}

// versionLimit bounds how long a program may take to tell its version.
const versionLimit = 5 * time.Second

// versionOf returns a text with the program's version in it, or "".
func versionOf(ctx context.Context, program string) string {
	if runtime.GOOS == "windows" {
		// Chrome opens a window there instead of telling its version.
		return versionBeside(program)
	}
	ctx, cancel := context.WithTimeout(ctx, versionLimit)
	defer cancel()
	asked := exec.CommandContext(ctx, program, "--version")
	asked.WaitDelay = time.Second // for what a wrapper script started and left behind
	out, err := asked.Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// versionBeside returns the name of the folder that Chrome's installer for
// Windows puts beside the program, which is the version.
func versionBeside(program string) string {
	entries, err := os.ReadDir(filepath.Dir(program))
	if err != nil {
		return ""
	}
	newest := ""
	for _, e := range entries { // an update leaves the former one for a while
		if e.IsDir() && majorVersion.MatchString(e.Name()) && len(e.Name()) >= len(newest) {
			newest = e.Name()
		}
	}
	return newest
}
