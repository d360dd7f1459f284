package suite

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/serve"
	"github.com/swcheck/swcheck/scenarios/source"
)

// Surroundings are what files are read in.
type Surroundings struct {
	Lookup func(string) (string, bool) // of environment variables; nil finds none
	Users  []string                    // who can log in to the target
	Logout bool                        // users can log out again
	Unread string                      // a configuration that may tell of users, and was not read
	// Deploys tells that the target has a command of its own for deploys: a
	// scenario that deploys then changes the target.
	Deploys bool

	// Output returns where a command prints to, by the setting that names it;
	// nil: nobody sees it.
	Output func(setting string) io.Writer
}

// Around returns the surroundings that a target makes.
func Around(target scenarios.Target) Surroundings {
	around := Surroundings{Logout: target.Logout != nil, Deploys: target.Deploy.Command != nil}
	for _, user := range target.Users {
		around.Users = append(around.Users, user.Name)
	}
	return around
}

// Load reads files, and searches folders for them. Errors: [*PathError],
// [*NoScenarioError], and [source.Mistakes] with all that there are in all
// files. Environment variables that are not set are mistakes of the scenarios
// that need them alone: see [Suite.Missing].
func Load(paths []string, around Surroundings) (*Suite, error) {
	files, err := find(paths)
	if err != nil {
		return nil, err
	}
	suite := &Suite{}
	var mistakes source.Mistakes
	names := map[string]string{}
	for _, f := range files {
		r := &reader{suite: suite, around: around, path: f.path, names: names}
		var found source.Mistakes
		if errors.As(r.read(f), &found) {
			mistakes = append(mistakes, found...)
		}
	}
	switch {
	case len(mistakes) > 0:
		return nil, mistakes
	case len(suite.Scenarios) == 0:
		return nil, &NoScenarioError{Paths: paths}
	}
	return suite, nil
}

// reading is what the steps of a file are read in. Calls of changes tell that
// they change the target itself.
func (r *reader) reading(changes func()) script.Reading {
	folder := filepath.Dir(r.path)
	inFolder := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(folder, filepath.FromSlash(name))
	}
	return script.Reading{
		Users: r.around.Users, Logout: r.around.Logout, Unread: r.around.Unread,
		Open: func(name string) ([]byte, error) { return os.ReadFile(inFolder(name)) },
		Folder: func(name string) (fs.FS, error) {
			path := inFolder(name)
			info, err := os.Stat(path)
			if err == nil && !info.IsDir() {
				err = &fs.PathError{Op: "open", Path: path, Err: errors.New("it is no folder")}
			}
			return os.DirFS(path), err
		},
		Command: func(setting, line string) func(context.Context) error {
			changes()
			command := serve.Command{Name: setting, Line: line, Folder: folder}
			if r.around.Output != nil {
				command.Output = r.around.Output(setting)
			}
			return command.Run
		},
	}
}
