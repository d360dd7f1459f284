package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/source"
)

// configuration checks the file that is named, or swcheck.yaml where there is
// one. It returns what it says; nil where there is nothing valid.
func (d *doctor) configuration(w *world, cmd *cobra.Command, named string) *config.Config {
	const what = "config"
	site := siteFlags{config: named, of: cmd}
	if _, err := os.Stat(defaultConfig); named == "" && errors.Is(err, fs.ErrNotExist) {
		d.ok(what, "there is no "+defaultConfig+" here, and none is needed")
		return nil
	}
	said, err := site.readConfig(w, false)
	var mistakes source.Mistakes
	switch {
	case errors.As(err, &mistakes):
		d.add(describeMistakes(what, stateFailed, mistakes))
		return nil
	case err != nil:
		d.fail(what, err)
		return nil
	}
	var users []string
	for _, u := range said.config.Target.Users {
		users = append(users, u.Name)
	}
	if errors.As(said.config.Missing(users), &mistakes) {
		d.add(describeMistakes(what, stateWarning, mistakes))
		return said.config
	}
	d.ok(what, printable(site.path())+" is valid")
	return said.config
}

// describeMistakes tells the first mistake, and how many follow: swcheck audit
// tells all of them with their lines.
func describeMistakes(what, state string, all source.Mistakes) check {
	first := all[0]
	found := fmt.Sprintf("%s:%d:%d: %s", first.File, first.Place.Line, first.Column, first.What)
	if more := len(all) - 1; more > 0 {
		found += fmt.Sprintf(" (and %d more; swcheck audit tells all)", more)
	}
	return check{What: what, State: state, Found: printable(found), Advice: printable(first.Advice)}
}
