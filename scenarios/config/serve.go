package config

import (
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/scenarios/serve"
	"github.com/swcheck/swcheck/scenarios/source"
)

const serveExample = "serve: {command: python manage.py runserver}"

func init() {
	register("serve", setting{
		about: "how the site is started for the audit, and stopped afterwards with everything that it has started", example: serveExample,
		schema: object(map[string]any{
			"command": text("minLength", 1, "description", "for the shell, in the folder of this file; it stays in the foreground"),
			"ready":   text("minLength", 1, "description", "URL that answers when the site is there, else the target; may be relative to it"),
			"timeout": describe(duration, "of the start, 60s where it is left out"),
			"reuse":   map[string]any{"type": "boolean", "description": "audit what answers there already, instead of refusing to"},
		}, "required", []any{"command"}),
		read: readServe,
	})
}

func readServe(r *reader, n source.Node) {
	o := &serve.Options{Folder: r.Folder, Output: r.output("serve")}
	found := n.Fields("key of serve", serveExample, map[string]func(source.Node){
		"command": func(n source.Node) { o.Command = command(n, serveExample) },
		"ready":   func(n source.Node) { o.Ready = readyURL(n) },
		"timeout": func(n source.Node) { o.Timeout = durationOf(n, "timeout: 90s") },
		"reuse":   func(n source.Node) { o.Reuse, _ = n.Truth("reuse: true") },
	})
	if found.Lacks("command") {
		n.Reject("for example: "+serveExample, "serve has no command")
	}
	r.Serve = o
}

// command reads a line for the shell, which puts variables in by itself.
func command(n source.Node, example string) string {
	if !n.Must(example, source.Text) {
		return ""
	}
	line := strings.TrimSpace(n.Written())
	if line == "" {
		n.Reject("for example: "+example, "the command is empty")
	}
	return line
}

func readyURL(n source.Node) string {
	value, ok := n.Address("ready: http://localhost:8000/")
	if !ok {
		return ""
	}
	u, err := url.Parse(value)
	isURL := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
	if !isURL && !strings.HasPrefix(value, "/") {
		n.Reject("for example: ready: http://localhost:8000/, or a path of the target such as /health", "%q is no http or https URL", n.Written())
	}
	return value
}
