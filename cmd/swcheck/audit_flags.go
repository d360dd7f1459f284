package main

import (
	"encoding/base64"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/http/httpguts"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/serve"
)

// auditFlags are the flags of audit, which demo shares.
type auditFlags struct {
	reportFlags
	selection
	explained

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
	f.explained.add(cmd)
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
	judge   scenarios.JudgeOptions
	launch  harness.LaunchOptions
	serve   *serve.Options // nil: the site runs already
}

// plan checks the flags, and joins them with what a configuration says, which
// they overrule. Its errors are wrong usage.
func (f *auditFlags) plan(w *world, targets int, said *config.Config) (*plan, error) {
	outputs, err := f.outputs()
	if err != nil {
		return nil, err
	}
	if err := f.check(targets); err != nil {
		return nil, err
	}
	p := &plan{outputs: outputs, target: said.Target, options: said.Options, judge: said.Judge, serve: said.Serve}
	p.launch = harness.LaunchOptions{Path: f.browserPath(w), Headed: f.headed, AutoPreload: f.autoPreload}
	f.overrule(p)
	if err := f.selectRules(p); err != nil {
		return nil, err
	}
	if p.judge.Explain, err = f.urls(); err != nil {
		return nil, err
	}
	p.takeHeader(said.Target.Header)
	if err := p.addHeaders(f.headers); err != nil {
		return nil, err
	}
	p.target.Cookies = nil
	p.takeCookies(said.Target.Cookies)
	return p, p.addCookies(f.cookies)
}

// overrule puts in what the command line says, and the defaults of what nobody
// says.
func (f *auditFlags) overrule(p *plan) {
	if f.given("profile") || p.options.Profile == "" {
		p.options.Profile = f.profile
	}
	if f.given("pages") {
		p.options.MaxPages = f.pages
	}
	if f.given("timeout") || p.options.Timeout == 0 {
		p.options.Timeout = f.timeout
	}
	if f.given("insecure") {
		p.target.Insecure = f.insecure
	}
	p.options.Parallel = f.parallel
}

// selectRules puts in --only and --skip.
func (f *auditFlags) selectRules(p *plan) error {
	only, skip, err := f.resolve()
	if err != nil {
		return err
	}
	if f.given("only") {
		p.judge.Only = only
	}
	if f.given("skip") {
		p.judge.Skip = skip
	}
	p.options.Only, p.options.Skip = p.judge.Only, p.judge.Skip
	return leavesSome(p.judge.Only, p.judge.Skip)
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
		p.setHeader(name, value)
	}
	return nil
}

func (p *plan) takeHeader(header map[string]string) {
	p.target.Header = map[string]string{}
	for name, value := range header {
		p.setHeader(name, value)
	}
}

func (p *plan) setHeader(name, value string) {
	p.target.Header[textproto.CanonicalMIMEHeaderKey(name)] = value
	p.addSecret(value)
	p.addCredentials(value)
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
		p.takeCookies([]harness.Cookie{{Name: name, Value: value}})
	}
	return nil
}

// takeCookies adds cookies. One replaces the one before of its name.
func (p *plan) takeCookies(cookies []harness.Cookie) {
	for _, c := range cookies {
		p.target.Cookies = slices.DeleteFunc(p.target.Cookies, func(before harness.Cookie) bool { return before.Name == c.Name })
		p.target.Cookies = append(p.target.Cookies, c)
		p.addSecret(c.Value)
	}
}

// addSecret keeps a value that was given to get in out of reports and saved
// observations.
func (p *plan) addSecret(value string) {
	const shortest = 6 // "1" or "true" is no secret, and stands everywhere
	if len(value) >= shortest {
		p.options.Secrets = append(p.options.Secrets, value)
	}
}
