package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/scenarios"
)

// commit is set by make build; what go build itself noted stands in otherwise.
var commit string

// build is what swcheck version tells.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"` // "-dirty" follows where files had changed; "unknown" where nothing is known
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func newVersion(w *world) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "version",
		Short:             "Print the version, the commit and the Go that built it",
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              takesArguments(0, 0, "no arguments", "swcheck version"),
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			if asJSON {
				return writeJSON(w.out, b)
			}
			_, err := fmt.Fprintln(w.out, b.line())
			return cannotWrite("version", "stdout", err)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (b build) line() string {
	return fmt.Sprintf("swcheck %s (commit %s, %s, %s)", b.Version, b.Commit, b.Go, b.Platform)
}

func thisBuild() build {
	b := build{Version: scenarios.Version, Commit: commit, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if b.Commit == "" {
		b.Commit = stampedCommit()
	}
	return b
}

// stampedCommit returns the commit that go build noted.
func stampedCommit() string {
	settings := map[string]string{}
	if info, known := debug.ReadBuildInfo(); known {
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
	}
	switch revision := settings["vcs.revision"]; {
	case revision == "":
		return "unknown"
	case settings["vcs.modified"] == "true":
		return revision + "-dirty"
	default:
		return revision
	}
}
