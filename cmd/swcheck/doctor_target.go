package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/serve"
)

// A reached target is what the check of the proxies needs to know of it.
type reached struct {
	url      *url.URL // nil: there is no target
	answered bool
}

// target checks that the target answers: that of the call, or the one that the
// configuration names. A site that is only named there may well be started
// later, so that it is no failure of this machine when it does not answer.
func (d *doctor) target(ctx context.Context, called []*url.URL, configured *config.Config) reached {
	asked := probed{severity: stateFailed}
	if configured != nil {
		asked.site, asked.serve = configured.Target, configured.Serve
	}
	switch {
	case len(called) > 0:
		asked.url, asked.serve = called[0], nil
	case asked.site.URL != "":
		u, err := parseTarget(asked.site.URL)
		if err != nil {
			d.fail("target", err)
			return reached{}
		}
		asked.url, asked.severity = u, stateWarning
	default:
		return reached{}
	}
	last, elsewhere, took := asked.probe(ctx)
	d.add(asked.judge(last, elsewhere, took))
	return reached{url: asked.url, answered: last.Error == ""}
}

// A probed target is asked with a plain request.
type probed struct {
	url      *url.URL
	site     scenarios.Target // what it needs to let a request in
	serve    *serve.Options   // nil: nobody starts it for an audit
	severity string           // of a target that does not answer as it should
}

// maxRedirects is that of browsers.
const maxRedirects = 20

// probe asks for the URL and follows redirects within its origin. It returns the
// last answer, where that is a redirect to another origin also where to, and how
// long the answers took together.
func (p probed) probe(ctx context.Context) (last observation.Probe, elsewhere *url.URL, took time.Duration) {
	begin := time.Now()
	at := p.url
	for range maxRedirects {
		last = harness.Probe(ctx, at.String(), "", harness.ProbeOptions{Insecure: p.site.Insecure, Header: p.header()})
		next := p.redirect(at, last)
		if next == nil {
			return last, nil, time.Since(begin)
		}
		if next.Scheme != at.Scheme || next.Host != at.Host {
			return last, next, time.Since(begin)
		}
		at = next
	}
	last.Error = "net::ERR_TOO_MANY_REDIRECTS"
	return last, nil, time.Since(begin)
}

func (p probed) redirect(from *url.URL, answer observation.Probe) *url.URL {
	location := http.Header(answer.Header).Get("Location")
	if answer.Status < 300 || answer.Status > 399 || location == "" {
		return nil
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil
	}
	return to
}

// header returns what an audit sends along.
func (p probed) header() map[string]string {
	all := map[string]string{}
	for name, value := range p.site.Header {
		all[name] = value
	}
	var cookies []string
	for _, c := range p.site.Cookies {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	if len(cookies) > 0 {
		all["Cookie"] = strings.Join(cookies, "; ")
	}
	return all
}

// judge says what an answer means for an audit.
func (p probed) judge(last observation.Probe, elsewhere *url.URL, took time.Duration) check {
	c := check{What: "target", State: p.severity}
	address := printable(p.url.Redacted())
	say := func(format string, args ...any) { c.Found = address + " " + printable(fmt.Sprintf(format, args...)) }
	switch {
	case last.Error != "" && p.serve != nil && strings.Contains(last.Error, "refused"):
		c.State = stateOK
		say("is not running; an audit starts it: %s", p.serve.Command)
	case last.Error != "":
		reason, advice := harness.Unreached(observation.Visit{URL: last.URL, Error: last.Error}, nil)
		say("cannot be reached: %s", reason)
		c.Advice = advice
	case p.serve != nil && !p.serve.Reuse:
		already := &serve.AnswersAlreadyError{URL: p.url.String()}
		say("answers already, and an audit would start it: %s", p.serve.Command)
		c.State, c.Advice = stateWarning, already.Hint()
	case elsewhere != nil:
		say("redirects to another origin, %s, which is audited in its place", elsewhere.Redacted())
		c.State, c.Advice = stateWarning, "name "+printable(elsewhere.Redacted())+" itself"
	case last.Status >= 400:
		say("answered %d", last.Status)
		c.Advice = statusAdvice(last.Status)
	case !observation.IsHTML(contentType(last)):
		say("answered %d with no page, but with %q", last.Status, contentType(last))
		c.Advice = "give the URL of an HTML page"
	case p.url.Scheme == "http" && !isLoopback(p.url.Hostname()):
		say("answered %d in %d ms, but it is neither HTTPS nor loopback, where browsers offer no service workers", last.Status, took.Milliseconds())
		c.State, c.Advice = stateWarning, "serve it over HTTPS, or bring it to this machine: "+tunnel(p.url)
	default:
		c.State = stateOK
		say("answered %d in %d ms", last.Status, took.Milliseconds())
	}
	return c
}

func contentType(p observation.Probe) string { return http.Header(p.Header).Get("Content-Type") }

func statusAdvice(status int) string {
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return "give audits what it takes to get in with --header or --cookie, or in swcheck.yaml"
	case status == http.StatusNotFound || status == http.StatusGone:
		return "check the path of the URL"
	}
	return "look into the server's log"
}

// tunnel returns the call that makes a server of the network one of this
// machine, which browsers trust.
func tunnel(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
	}
	return printable(fmt.Sprintf("ssh -L 8000:localhost:%s %s, and then http://localhost:8000/", port, u.Hostname()))
}

// isLoopback tells whether browsers trust a host without TLS.
//
// Source: https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	host = strings.ToLower(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
