package script

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "deploy", About: "bring a new build about: alone, the target's own or else a played one; or a folder of new files, a command, or files by their paths",
		Example: `deploy: {/talks/: {body: "<h1>New talks</h1>"}}`, Bare: true,
		Schema: map[string]any{"anyOf": []any{
			map[string]any{"type": "null"},
			map[string]any{
				"type": "object", "additionalProperties": false, "required": []any{"folder"},
				"properties": map[string]any{"folder": with(wordsSchema, "with the files that are new, relative to this file; what is not in it stays as it is")},
			},
			map[string]any{
				"type": "object", "additionalProperties": false, "required": []any{"command"},
				"properties": map[string]any{"command": with(writtenSchema, "deploys the new build where the target stands")},
			},
			map[string]any{
				"type": "object", "additionalProperties": false, "minProperties": 1,
				"patternProperties": map[string]any{"^/([^/]|$)": fileSchema},
			},
		}},
		Parse: parseDeploy,
	})
}

const deployExample = `deploy: {folder: dist-b}`

func parseDeploy(in Reading, value source.Node) Do {
	if value.Kind() == source.Nothing {
		return deployOwn
	}
	if !value.Must(deployExample, source.Mapping) {
		return nil
	}
	pairs := value.Pairs(deployExample)
	if len(pairs) == 0 {
		value.Reject("for example: "+deployExample+"; or deploy alone", "deploy does not say how")
		return nil
	}
	if slices.ContainsFunc(pairs, isPath) {
		return parseFiles(pairs)
	}
	var do Do
	found := value.Fields("way to deploy", deployExample, map[string]func(source.Node){
		"folder":  func(n source.Node) { do = in.deployFolder(n) },
		"command": func(n source.Node) { do = in.deployCommand(n) },
	})
	if found.Len() > 1 {
		value.Reject("keep one of them, or write two steps", "deploy names %d ways", found.Len())
	}
	return do
}

// isPath reports whether the key is meant as the path of a file.
func isPath(p source.Pair) bool { return strings.ContainsAny(p.Key.Name, "/.") }

func (in Reading) deployFolder(n source.Node) Do {
	name, ok := n.Filled(deployExample)
	if !ok {
		return nil
	}
	if in.Folder == nil {
		n.Reject("name the files by their paths", "no folder can be named here")
		return nil
	}
	folder, err := in.Folder(in.beside(name))
	if err != nil {
		n.Reject("build it before; it is relative to the folder of this file", "the folder %s cannot be read: %s", n.Written(), plainly(err))
		return nil
	}
	return gatewayDeploy(gateway.Deploy{Folder: folder, Over: true})
}

// gatewayDeploy lets the gateway serve what is new.
func gatewayDeploy(d gateway.Deploy) Do {
	return func(ctx context.Context, run *Run) error {
		return run.deploy(func() error {
			if err := run.readable(); err != nil {
				return err
			}
			run.Session.Deploy(d)
			return nil
		})
	}
}

func (in Reading) deployCommand(n source.Node) Do {
	const example = "deploy: {command: ./deploy-b.sh}"
	if !n.Must(example, source.Text) {
		return nil
	}
	line, ok := n.Filled(example)
	switch {
	case !ok:
		return nil
	case in.Command == nil:
		n.Reject("name a folder, or files by their paths", "no command can be run here")
		return nil
	}
	command := in.Command("deploy.command", line)
	return func(ctx context.Context, run *Run) error {
		return run.deploy(func() error { return command(ctx) })
	}
}

func deployOwn(ctx context.Context, run *Run) error {
	return run.deploy(func() error {
		if run.World.Deploy != nil {
			return run.World.Deploy(ctx, run.Session)
		}
		return run.play(ctx)
	})
}

// deploy notes when a new build took hold. Where the gateway was not told, the
// site itself has changed.
func (r *Run) deploy(do func() error) error {
	before, _ := r.Session.Deployed()
	if err := do(); err != nil {
		return &deployError{err}
	}
	moment, told := r.Session.Deployed()
	if !told || moment == before {
		moment = r.Session.Deploy(gateway.Deploy{})
	}
	r.changed = &moment
	return nil
}

// readable is an error where the gateway cannot change what passes it.
func (r *Run) readable() error {
	for _, x := range r.Session.Exchanges() {
		if x.Outcome == observation.Tunnelled && strings.HasPrefix(r.Session.Base(), "https:") {
			return errUnread
		}
	}
	return nil
}

// deployError tells that the new build did not come about.
type deployError struct{ err error }

func (e *deployError) Error() string { return fmt.Sprintf("the deploy failed: %v", e.err) }

func (e *deployError) Unwrap() error { return e.err }

type advisedError struct{ what, hint string }

func (e *advisedError) Error() string { return e.what }

// Hint tells what to do.
func (e *advisedError) Hint() string { return e.hint }

var (
	errUnread = &advisedError{
		"HTTPS passes unread in a browser that swcheck did not start, so the gateway can serve nothing in the site's place",
		"leave --browser out, or let a command deploy",
	}
	errUnseen = &advisedError{
		"nothing of the site was seen before, so it is not known what a new build of it is",
		"visit the site and await its worker before the deploy",
	}
)

// plainly leaves out what fs errors repeat: the operation and the name.
func plainly(err error) string {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err.Error()
	}
	return err.Error()
}
