package script

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "include", About: "do the steps of another file, which is one list of them",
		Example: "include: steps/visit-all.yaml", nested: true,
		Schema: with(writtenSchema, "a file, relative to this one"),
		Parse:  parseInclude,
	})
}

func parseInclude(in Reading, value source.Node) Do {
	const example = "include: steps/visit-all.yaml"
	if !value.Must(example, source.Text) {
		return nil
	}
	written, ok := value.Filled(example)
	if !ok {
		return nil
	}
	if in.Open == nil {
		value.Reject("write the steps here", "no file can be included here")
		return nil
	}
	name := in.beside(written)
	if slices.Contains(in.including, name) {
		value.Reject("take one of them out", "the file includes itself: %s", strings.Join(append(in.including, name), " → "))
		return nil
	}
	content, err := in.Open(name)
	if err != nil {
		in.saves("", false)
		value.Reject("it is relative to the folder of this file", "the file %s cannot be read: %s", written, plainly(err))
		return nil
	}
	in.including = append(slices.Clone(in.including), name)
	included := in.Parse(value.File().Include(named(value, written), content))
	return func(ctx context.Context, run *Run) error { return run.Do(ctx, included) }
}

// named returns how an included file is named to people: from where the file
// that includes it is named.
func named(value source.Node, written string) string {
	if path.IsAbs(written) {
		return path.Clean(written)
	}
	return path.Join(path.Dir(value.File().Name()), written)
}

// beside returns how a file or folder is named in the folder of the first file:
// names in an included one are relative to it.
func (in Reading) beside(name string) string {
	if path.IsAbs(name) || len(in.including) == 0 {
		return path.Clean(name)
	}
	return path.Join(path.Dir(in.including[len(in.including)-1]), name)
}
