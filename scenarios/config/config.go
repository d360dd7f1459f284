package config

import (
	"io"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/serve"
	"github.com/swcheck/swcheck/scenarios/source"
)

// A Config is what a file says. What it does not say has its zero value.
type Config struct {
	Target  scenarios.Target
	Options scenarios.Options
	Judge   scenarios.JudgeOptions
	Serve   *serve.Options // nil: the site runs already. Ready may be empty, or relative to the target

	missing map[string]source.Mistakes // environment variables that are not set, by the user whose login names them
}

// Missing tells of environment variables that the logins of these users need
// and that are not set, as [source.Mistakes]; nil where there are none. Logins
// that need them must not be used: whoever runs what needs no login, as for a
// change that comes from a fork, has no passwords.
func (c *Config) Missing(users []string) error {
	var all source.Mistakes
	for _, user := range users {
		all = append(all, c.missing[user]...)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// Surroundings are what a file is read in.
type Surroundings struct {
	Name   string                      // of the file, as it stands in mistakes
	Folder string                      // of the file: where commands run, and what paths are relative to
	Lookup func(string) (string, bool) // of environment variables; nil finds none

	// Lenient lets environment variables be missing, for who runs nothing. What
	// they are put into has its zero value.
	Lenient bool

	// Output returns where a command prints to, by the setting that names it,
	// such as serve or deploy.undo; nil: nobody sees it.
	Output func(setting string) io.Writer
}

// Parse reads the content of a file. The error is [source.Mistakes], all that
// there are.
func Parse(content []byte, around Surroundings) (*Config, error) {
	file, root := source.Parse(around.Name, content, around.Lookup)
	if err := file.Err(); err != nil {
		return nil, err
	}
	r := &reader{Config: &Config{missing: map[string]source.Mistakes{}}, Surroundings: around}
	if around.Lenient {
		file.Later(func() { r.read(root) })
	} else {
		r.read(root)
	}
	if err := file.Err(); err != nil {
		return nil, err
	}
	r.Options.Secrets = file.Secrets()
	return r.Config, nil
}

func (r *reader) read(root source.Node) {
	r.settings(root)
	for _, judge := range r.last {
		judge()
	}
}

func (s Surroundings) output(setting string) io.Writer {
	if s.Output == nil {
		return nil
	}
	return s.Output(setting)
}

// A reader fills a Config.
type reader struct {
	*Config
	Surroundings

	last []func() // what can be judged only when all settings are read
}

// A setting is one key of the file.
type setting struct {
	about   string // in one line
	example string
	schema  map[string]any
	read    func(*reader, source.Node)
}

func (r *reader) settings(root source.Node) {
	for _, p := range root.Pairs("target: http://localhost:8000/") {
		s, known := settings[p.Key.Name]
		switch {
		case !known:
			p.Key.Unknown("setting", slices.Sorted(maps.Keys(settings)))
		case p.Value.Kind() == source.Nothing && !p.Value.IsAlias():
			p.Key.Reject("for example: "+s.example+"; or leave it out", "%s has no value", p.Key.Name)
		default:
			s.read(r, p.Value)
		}
	}
}

// settings are all keys of the file. It is filled by the files that read them.
var settings = map[string]setting{}

func register(key string, s setting) {
	if _, taken := settings[key]; taken || s.about == "" || s.example == "" || s.schema == nil || s.read == nil {
		panic("the setting " + key + " is incomplete, or registered twice")
	}
	settings[key] = s
}
