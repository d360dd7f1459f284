package harness

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness/install"
)

// The programs that are looked for on PATH, the best first: the headless shell
// opens sessions in less than half the time of the full browser.
var programs = []string{
	"chromium-headless-shell", "chrome-headless-shell", "headless_shell",
	"google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser",
	"microsoft-edge", "microsoft-edge-stable", "msedge",
}

// usualPlaces are where installers put browsers that are not on PATH.
func usualPlaces() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		var places []string
		for _, root := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"), os.Getenv("LocalAppData")} {
			if root != "" {
				places = append(places,
					filepath.Join(root, `Google\Chrome\Application\chrome.exe`),
					filepath.Join(root, `Chromium\Application\chrome.exe`),
					filepath.Join(root, `Microsoft\Edge\Application\msedge.exe`))
			}
		}
		return places
	}
	return []string{
		"/usr/lib/chromium/chromium-headless-shell",
		"/opt/google/chrome/chrome",
		"/usr/lib64/chromium-browser/headless_shell", // Fedora's chromium-headless
		"/usr/lib/chromium/chromium",
		"/usr/lib/chromium-browser/chromium-browser",
		"/snap/bin/chromium",
		"/opt/microsoft/msedge/msedge",
	}
}

// FindHeaded is [Find] for a browser that can show windows, which the headless
// shell cannot. A program that was asked for is taken as it is.
func FindHeaded(asked string) (string, error) {
	if asked != "" {
		return Find(asked)
	}
	return firstOf(slices.DeleteFunc(candidates(), isShell))
}

func isShell(path string) bool {
	return strings.Contains(path, "headless-shell") || strings.Contains(path, "headless_shell")
}

// Find returns the path of the browser program to use: the one asked for, or
// where asked is empty the first of Chromium's headless shell, Chrome, Chromium
// and Edge on PATH, in the usual places or among the builds that were put into
// the user's cache folder. Its error is a [*BrowserNotFoundError].
func Find(asked string) (string, error) {
	if asked != "" {
		path, err := exec.LookPath(asked)
		if err != nil {
			if errors.Is(err, os.ErrNotExist) {
				err = os.ErrNotExist
			}
			return "", &BrowserNotFoundError{Asked: asked, Err: err}
		}
		return path, nil
	}
	return firstOf(candidates())
}

func candidates() []string { return slices.Concat(programs, usualPlaces(), installed()) }

// installed returns the builds of Chrome for Testing that swcheck has installed.
// They come last: what the system's owner keeps up to date is preferred.
func installed() []string {
	folder, err := install.Folder()
	if err != nil {
		return nil
	}
	return install.Programs(folder)
}

func firstOf(tried []string) (string, error) {
	for _, candidate := range tried {
		if path, err := exec.LookPath(candidate); err == nil {
			return path, nil
		}
	}
	return "", &BrowserNotFoundError{Tried: tried}
}

// unwrap returns the program behind a distribution's wrapper script. Debian's
// wrapper of the headless shell does nothing but start the program, without
// exec, so that killing it would leave the browser running.
func unwrap(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil && real == "/usr/bin/chromium-headless-shell" {
		const program = "/usr/lib/chromium/chromium-headless-shell"
		if info, err := os.Stat(program); err == nil && info.Mode()&0o111 != 0 {
			return program
		}
	}
	return path
}
