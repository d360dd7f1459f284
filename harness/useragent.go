package harness

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
)

var majorVersion = regexp.MustCompile(`\b(\d+)\.\d+\.\d+\.\d+`)

// ordinaryUserAgent returns the user agent that a Chrome with a window of the
// same version sends. Headless Chrome says that it is headless, and some sites
// then serve no worker. It returns "" when the version cannot be told; the
// browser then keeps its own.
func ordinaryUserAgent(ctx context.Context, program string) string {
	out, err := exec.CommandContext(ctx, program, "--version").Output()
	if err != nil {
		return ""
	}
	version := majorVersion.FindSubmatch(out)
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
