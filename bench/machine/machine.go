// Package machine says what the benchmark runs on: where its tools are, and the
// facts of the machine that its figures hold for.
package machine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Environment is where everything is, and the facts of the machine that the
// figures hold for.
type Environment struct {
	Folder  string // bench/
	Bin     string // what setup.sh built
	Modules string // what npm installed
	Node    string // path of node
	Browser string // path of the browser that all contestants drive

	SwcheckVersion string // "unknown" where it could not be asked
	Facts          []Fact
}

// Fact is one line about the machine.
type Fact struct{ Name, Value string }

// LookAround finds what contestants need, and reads the facts. The folder is
// bench/; the browser is a path or a name in PATH. It is an error when Node.js or
// the browser is missing.
func LookAround(ctx context.Context, folder, browser string) (Environment, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return Environment{}, err
	}
	env := Environment{
		Folder: folder, Modules: filepath.Join(folder, "node_modules"),
		Bin: filepath.Join(filepath.Dir(folder), "bin"),
	}
	if env.Node, err = exec.LookPath("node"); err != nil {
		return env, fmt.Errorf("no Node.js for the peers: %w\nhint: bench/setup.sh installs what the benchmark needs", err)
	}
	if env.Browser, err = exec.LookPath(browser); err != nil {
		return env, fmt.Errorf("no browser: %w\nhint: name one with -browser, or run bench/setup.sh", err)
	}
	env.SwcheckVersion = swcheckVersion(ctx, filepath.Join(env.Bin, "swcheck"))
	env.Facts = []Fact{
		{"processor", fmt.Sprintf("%s, %d cores", processor(), runtime.NumCPU())},
		{"memory", memoryTotal()},
		{"system", runtime.GOOS + "/" + runtime.GOARCH + ", kernel " + firstLine(ctx, "uname", "-r")},
		{"browser", firstLine(ctx, env.Browser, "--version") + " (" + env.Browser + ")"},
		{"Node.js", firstLine(ctx, env.Node, "--version")},
		{"Go", runtime.Version()},
	}
	return env, nil
}

// firstLine is what a command says in its first line, or "unknown".
func firstLine(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return line
}

// swcheckVersion is the number in "swcheck 1.2.3 (commit …)".
func swcheckVersion(ctx context.Context, binary string) string {
	fields := strings.Fields(firstLine(ctx, binary, "version"))
	if len(fields) < 2 {
		return "unknown"
	}
	return fields[1]
}

// processor reads proc(5) cpuinfo.
func processor() string { return procField("/proc/cpuinfo", "model name") }

func memoryTotal() string { return procField("/proc/meminfo", "MemTotal") }

func procField(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for line := range bytes.Lines(text) {
		if key, value, ok := strings.Cut(string(line), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// PackageVersion reads the version of the npm package that is installed in a
// folder: "not installed" or "unknown" where there is none.
func PackageVersion(folder string) string {
	text, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return "not installed"
	}
	var description struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(text, &description); err != nil {
		return "unknown"
	}
	return description.Version
}
