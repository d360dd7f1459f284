package main

import (
	"encoding/base64"
	"net/textproto"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/http/httpguts"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
)

// auditFlags are the flags of audit, which demo shares.
type auditFlags struct {
	reportFlags
	selection

	profile     string
	pages       int
	headers     []string
	cookies     []string
	insecure    bool
	timeout     time.Duration
	parallel    int
	browser     string
	headed      bool
	autoPreload bool
	save        string
	trace       string

	given func(flag string) bool // tells a value of the command line from a default
}

const defaultTimeout = 2 * time.Minute

func (f *auditFlags) add(cmd *cobra.Command) {
	f.reportFlags.add(cmd)
	f.selection.add(cmd)
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringVar(&f.profile, "profile", scenarios.DefaultProfile, "`NAME` of how much to try out: quick, standard or full")
	flags.IntVar(&f.pages, "pages", 0, "visit at most `N` pages, found by following links (default 10, with --profile quick 3)")
	flags.StringArrayVar(&f.headers, "header", nil, "send `'NAME: VALUE'` with each request to the target's origin; repeatable")
	flags.StringArrayVar(&f.cookies, "cookie", nil, "send `NAME=VALUE` to the target's origin; repeatable")
	flags.BoolVar(&f.insecure, "insecure", false, "accept certificates that cannot be verified")
	flags.DurationVar(&f.timeout, "timeout", defaultTimeout, "stop after `TIME` per target, and report what was seen until then as partial")
	flags.IntVar(&f.parallel, "parallel", 0, "run at most `N` experiments side by side (default: all of them)")
	flags.StringVar(&f.browser, "browser", "", "`PATH` of the browser, or the ws:// or http:// address of a running one; SWCHECK_BROWSER does the same")
	flags.BoolVar(&f.headed, "headed", false, "show the browser's windows")
	flags.BoolVar(&f.autoPreload, "auto-preload", false, "leave Chrome's ServiceWorkerAutoPreload on, which races cold navigations past the worker")
	flags.StringVar(&f.save, "save-observations", "", "write what was seen to `FILE`, for swcheck judge")
	flags.StringVar(&f.trace, "trace", "", "write the browser protocol's messages to protocol.log in `DIR`; cookies and tokens of the site stand in it")
	complete(cmd, "profile", oneOf(scenarios.Profiles()...))
	for _, flag := range []string{"pages", "header", "cookie", "timeout", "parallel"} {
		complete(cmd, flag, cobra.NoFileCompletions)
	}
}

// A plan is what the flags of an audit say, checked before anything is started.
type plan struct {
	outputs []output
	options scenarios.Options
	target  scenarios.Target // all but the URL
	launch  harness.LaunchOptions
}

// plan checks the flags. Its errors are wrong usage.
func (f *auditFlags) plan(w *world, targets int) (*plan, error) {
	outputs, err := f.outputs()
	if err != nil {
		return nil, err
	}
	if err := f.check(targets); err != nil {
		return nil, err
	}
	only, skip, err := f.resolve()
	if err != nil {
		return nil, err
	}
	p := &plan{outputs: outputs, target: scenarios.Target{Insecure: f.insecure, Header: map[string]string{}}}
	p.options = scenarios.Options{
		Profile: f.profile, MaxPages: f.pages, Only: only, Skip: skip,
		Parallel: f.parallel, Timeout: f.timeout,
	}
	p.launch = harness.LaunchOptions{Path: f.browserPath(w), Headed: f.headed, AutoPreload: f.autoPreload}
	if err := p.addHeaders(f.headers); err != nil {
		return nil, err
	}
	return p, p.addCookies(f.cookies)
}

func (f *auditFlags) check(targets int) error {
	switch {
	case f.given("pages") && f.pages < 1:
		return wrongUsage("the start page is one page", "--pages %d is too few", f.pages)
	case f.timeout <= 0:
		return wrongUsage("for example: --timeout 90s", "--timeout %s is no time", f.timeout)
	case f.parallel < 0:
		return wrongUsage("leave it out to run all experiments side by side", "--parallel %d is too few", f.parallel)
	case f.save != "" && targets > 1:
		return wrongUsage("audit one URL per call", "--save-observations holds one target, not %d", targets)
	}
	return checkWord("--profile", f.profile, scenarios.Profiles()...)
}

func (f *auditFlags) browserPath(w *world) string {
	if f.browser != "" {
		return f.browser
	}
	return w.variable("SWCHECK_BROWSER")
}

// addHeaders does not print what it refuses: it may be a password, mistyped.
func (p *plan) addHeaders(headers []string) error {
	for _, header := range headers {
		name, value, found := strings.Cut(header, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
			return wrongUsage("for example: --header 'Authorization: Bearer …'", "a --header is none: it is not of the form NAME: VALUE")
		}
		p.target.Header[textproto.CanonicalMIMEHeaderKey(name)] = value
		p.addSecret(value)
		p.addCredentials(value)
	}
	return nil
}

// addCredentials keeps out what stands after the scheme of an Authorization
// header too: a site may well repeat a token or a password without it.
//
// Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.4
func (p *plan) addCredentials(header string) {
	scheme, credentials, found := strings.Cut(header, " ")
	if !found {
		return
	}
	p.addSecret(strings.TrimSpace(credentials))
	if !strings.EqualFold(scheme, "Basic") {
		return
	}
	if plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(credentials)); err == nil {
		_, password, _ := strings.Cut(string(plain), ":")
		p.addSecret(password)
	}
}

func (p *plan) addCookies(cookies []string) error {
	for _, c := range cookies {
		name, value, found := strings.Cut(c, "=")
		name = strings.TrimSpace(name)
		if !found || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) || strings.Contains(value, ";") {
			return wrongUsage("for example: --cookie session=…; repeat it for several", "a --cookie is none: it is not of the form NAME=VALUE")
		}
		p.target.Cookies = append(p.target.Cookies, harness.Cookie{Name: name, Value: value})
		p.addSecret(value)
	}
	return nil
}

// addSecret keeps a value that was given to get in out of reports and saved
// observations.
func (p *plan) addSecret(value string) {
	const shortest = 6 // "1" or "true" is no secret, and stands everywhere
	if len(value) >= shortest {
		p.options.Secrets = append(p.options.Secrets, value)
	}
}
