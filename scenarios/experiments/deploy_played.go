package experiments

import (
	"context"
	"net/http"
	"strings"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// played is a new build that the gateway makes of the one that it saw: every
// document, script and style has a comment at its end.
type played struct {
	origin  string
	scripts map[string]bool // of workers

	Recognised []string
	Limits     []observation.DeployLimit
}

func (d *deploying) play(context.Context) (*played, error) {
	p := &played{origin: d.Target.URL, scripts: map[string]bool{}}
	for _, url := range workerScripts(d.session) {
		p.scripts[url] = true
	}
	return p, nil
}

// Deploy makes the build.
func (p *played) Deploy(build string) gateway.Deploy { return p.marked(build, true) }

// Content makes a build whose worker scripts are those of the former.
func (p *played) Content(build string) gateway.Deploy { return p.marked(build, false) }

// Lazy returns assets of the first build that no exchange has asked for.
func (p *played) Lazy() []string { return nil }

func (p *played) marked(build string, scripts bool) gateway.Deploy {
	return gateway.Deploy{Build: build, Func: func(req *http.Request, original *gateway.Original) (*gateway.Response, bool) {
		if req.Header.Get("Service-Worker") == "script" && !scripts {
			return nil, false
		}
		status, header, err := original.Header()
		if err != nil || status != http.StatusOK {
			return nil, false
		}
		mark := markFor(header.Get("Content-Type"), build)
		if mark == "" {
			return nil, false
		}
		response, err := original.Response()
		if err != nil {
			return nil, false
		}
		response.Body = append(response.Body, mark...)
		return response, true
	}}
}

func markFor(contentType, build string) string {
	switch {
	case strings.HasPrefix(contentType, "text/html"):
		return "\n<!-- build " + build + " -->\n"
	case observation.IsJavaScript(contentType):
		return "\n// build " + build + "\n"
	case strings.HasPrefix(contentType, "text/css"):
		return "\n/* build " + build + " */\n"
	}
	return ""
}
