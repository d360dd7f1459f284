package main

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

// environment is where everything is, and the facts of the machine that the
// figures hold for.
type environment struct {
	folder  string // bench/
	bin     string // what setup.sh built
	modules string // what npm installed
	node    string
	browser string

	swcheckVersion string
	facts          []fact
}

type fact struct{ Name, Value string }

func lookAround(ctx context.Context, folder, browser string) (environment, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return environment{}, err
	}
	env := environment{
		folder: folder, modules: filepath.Join(folder, "node_modules"),
		bin: filepath.Join(filepath.Dir(folder), "bin"),
	}
	if env.node, err = exec.LookPath("node"); err != nil {
		return env, fmt.Errorf("no Node.js for the peers: %w\nhint: bench/setup.sh installs what the benchmark needs", err)
	}
	if env.browser, err = exec.LookPath(browser); err != nil {
		return env, fmt.Errorf("no browser: %w\nhint: name one with -browser, or run bench/setup.sh", err)
	}
	env.swcheckVersion = swcheckVersion(ctx, filepath.Join(env.bin, "swcheck"))
	env.facts = []fact{
		{"processor", fmt.Sprintf("%s, %d cores", processor(), runtime.NumCPU())},
		{"memory", memoryTotal()},
		{"system", runtime.GOOS + "/" + runtime.GOARCH + ", kernel " + firstLine(ctx, "uname", "-r")},
		{"browser", firstLine(ctx, env.browser, "--version") + " (" + env.browser + ")"},
		{"Node.js", firstLine(ctx, env.node, "--version")},
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

// packageVersion reads the version of an installed npm package.
func packageVersion(folder string) string {
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
