package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/source"
)

// defaultConfig is the configuration that is read where no URL is given.
const defaultConfig = "swcheck.yaml"

// siteFlags are the flags of commands that open a site which say what it needs.
type siteFlags struct {
	config   string
	deployTo string
	lenient  bool // environment variables may be missing: nothing is run

	of      *cobra.Command
	example string // of a call with a URL
}

// said is what a configuration says. The output is where commands that it names
// print to.
type said struct {
	config *config.Config
	output *commandLines
}

func nothingSaid() said { return said{config: &config.Config{}, output: &commandLines{}} }

func (f *siteFlags) add(cmd *cobra.Command, example string) {
	f.of, f.example = cmd, example
	flags := cmd.Flags()
	flags.StringVar(&f.config, "config", "", "read the site's configuration from `FILE` (default swcheck.yaml, where no URL is given)")
	flags.StringVar(&f.deployTo, "deploy-to", "", "take what `URL` serves as the site's new build, instead of playing a deploy")
	_ = cmd.MarkFlagFilename("config", "yaml", "yml") // fails only for a flag that is not there
	complete(cmd, "deploy-to", cobra.NoFileCompletions)
}

// read returns the targets of a call, and what the configuration says of them.
// Its errors are wrong usage.
func (f *siteFlags) read(w *world, args []string, verbose bool) ([]*url.URL, said, error) {
	targets, err := parseTargets(args)
	if err != nil {
		return nil, said{}, err
	}
	all := nothingSaid()
	if f.config != "" || len(args) == 0 {
		if all, err = f.readConfig(w, verbose); err != nil {
			return nil, said{}, err
		}
	}
	if len(targets) == 0 {
		if all.config.Target.URL == "" {
			return nil, said{}, wrongUsage("write target: http://localhost:8000/ into it, or give a URL", "%s names no target", f.path())
		}
		target, err := parseTarget(all.config.Target.URL)
		if err != nil {
			return nil, said{}, err
		}
		targets = append(targets, target)
	}
	return targets, all, f.deploy(all.config, len(targets))
}

func (f *siteFlags) path() string {
	if f.config != "" {
		return f.config
	}
	return defaultConfig
}

func (f *siteFlags) readConfig(w *world, verbose bool) (said, error) {
	path := f.path()
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.config == "":
		return said{}, wrongUsage("for example: "+f.example+"; or write a "+defaultConfig, "%s needs the URL of a site, and there is no %s here", f.of.CommandPath(), defaultConfig)
	case err != nil:
		return said{}, &usageError{text: "the configuration " + path + " cannot be read", err: withoutPath(err), hint: "name a file that exists: --config tests/" + defaultConfig}
	}
	all := said{output: &commandLines{}}
	around := config.Surroundings{Name: path, Folder: filepath.Dir(path), Lookup: w.env, Lenient: f.lenient}
	if verbose {
		around.Output = all.output.of
	}
	all.config, err = config.Parse(content, around)
	var mistakes source.Mistakes
	if errors.As(err, &mistakes) {
		return said{}, &usageError{err: mistakes, hint: mistakes.Hint()}
	}
	return all, err
}

// deploy puts --deploy-to in the place of what the configuration says of
// deploys.
func (f *siteFlags) deploy(c *config.Config, targets int) error {
	if f.deployTo == "" {
		return nil
	}
	if targets > 1 {
		return wrongUsage("audit one URL per call", "--deploy-to is the new build of one target, not of %d", targets)
	}
	upstream, err := parseTarget(f.deployTo)
	if err != nil {
		return fmt.Errorf("--deploy-to: %w", err)
	}
	c.Target.Deploy = scenarios.Deploy{Upstream: upstream}
	return nil
}
