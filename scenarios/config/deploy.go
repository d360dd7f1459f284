package config

import (
	"context"
	"net/url"
	"os"
	"path/filepath"

	"github.com/swcheck/swcheck/scenarios/serve"
	"github.com/swcheck/swcheck/scenarios/source"
)

const deployExample = "deploy: {command: ./deploy-b.sh, undo: ./deploy-a.sh}"

func init() {
	register("deploy", setting{
		about: "how a new build comes about: by a command, at another URL that serves it, or as a folder of new files; without it a deploy is played", example: deployExample,
		schema: object(map[string]any{
			"command": text("minLength", 1, "description", "deploys the new build where the target stands"),
			"undo":    text("minLength", 1, "description", "brings the former build back after command"),
			"timeout": describe(duration, "of command and of undo, 60s where it is left out"),
			"to":      text("minLength", 1, "description", "URL at which the new build is served"),
			"folder":  text("minLength", 1, "description", "with the files of the new build, relative to this file; what is not in it stays as it is"),
		}, "oneOf", []any{
			map[string]any{"required": []any{"command"}}, map[string]any{"required": []any{"to"}}, map[string]any{"required": []any{"folder"}},
		}, "dependentRequired", map[string]any{"undo": []any{"command"}, "timeout": []any{"command"}}),
		read: readDeploy,
	})
}

func readDeploy(r *reader, n source.Node) {
	deploy, undo := r.command("deploy.command"), r.command("deploy.undo")
	found := n.Fields("key of deploy", deployExample, map[string]func(source.Node){
		"command": func(n source.Node) { deploy.Line = command(n, deployExample) },
		"undo":    func(n source.Node) { undo.Line = command(n, deployExample) },
		"timeout": func(n source.Node) { deploy.Timeout = durationOf(n, "timeout: 90s") },
		"to":      func(n source.Node) { r.deployTo(n) },
		"folder":  func(n source.Node) { r.deployFolder(n) },
	})
	ways := 0
	for _, way := range []string{"command", "to", "folder"} {
		if found.Has(way) {
			ways++
		}
	}
	switch {
	case found.Lacks("command", "to", "folder"):
		n.Reject("for example: "+deployExample, "deploy does not say how: it has no command, to or folder")
	case ways > 1:
		n.Reject("keep one of command, to and folder", "deploy names %d ways", ways)
	case ways == 1 && !found.Has("command") && (found.Has("undo") || found.Has("timeout")):
		n.Reject("leave them out; the gateway brings the former build back by itself", "deploy has undo or timeout, and no command")
	}
	undo.Timeout = deploy.Timeout
	if found.Has("command") {
		r.Target.Deploy.Command = deploy.Run
	}
	if found.Has("undo") {
		r.Target.Deploy.Undo = whatever(undo.Run)
	}
}

func (r *reader) command(setting string) serve.Command {
	return serve.Command{Name: setting, Folder: r.Folder, Output: r.output(setting)}
}

// whatever lets a command run to its end also where all else was called off: a
// site must not be left with a build that was meant for an audit. Its own limit
// bounds it.
func whatever(run func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error { return run(context.WithoutCancel(ctx)) }
}

func (r *reader) deployTo(n source.Node) {
	if u, err := url.Parse(address(n, "deploy: {to: http://localhost:8001/}")); err == nil && u.Host != "" {
		r.Target.Deploy.Upstream = u
	}
}

func (r *reader) deployFolder(n source.Node) {
	path, ok := n.Address("deploy: {folder: dist-b}")
	if !ok {
		return
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.Folder, path)
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		n.Reject("build it before; it is relative to the folder of this file", "there is no folder %s", n.Written())
		return
	}
	r.Target.Deploy.Folder = os.DirFS(path)
}
