package main

import (
	"encoding/base64"
	"net/textproto"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/net/http/httpguts"

	"github.com/swcheck/swcheck/harness"
)

// connectionFlags are the flags of all commands that open a site in a browser:
// which browser, and what the site needs to let it in.
type connectionFlags struct {
	headers     []string
	cookies     []string
	insecure    bool
	browser     string
	headed      bool
	autoPreload bool

	changed func(flag string) bool // tells a value of the command line from a default
}

func (f *connectionFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.changed = flags.Changed
	flags.StringArrayVar(&f.headers, "header", nil, "send `'NAME: VALUE'` with each request to the target's origin; repeatable")
	flags.StringArrayVar(&f.cookies, "cookie", nil, "send `NAME=VALUE` to the target's origin; repeatable")
	flags.BoolVar(&f.insecure, "insecure", false, "accept certificates that cannot be verified")
	flags.StringVar(&f.browser, "browser", "", "`PATH` of the browser, or the ws:// or http:// address of a running one; SWCHECK_BROWSER does the same")
	flags.BoolVar(&f.headed, "headed", false, "show the browser's windows")
	flags.BoolVar(&f.autoPreload, "auto-preload", false, "leave Chrome's ServiceWorkerAutoPreload on, which races cold navigations past the worker")
	group(cmd, groupConnection, "header", "cookie", "insecure", "browser", "headed", "auto-preload")
	complete(cmd, "header", cobra.NoFileCompletions)
	complete(cmd, "cookie", cobra.NoFileCompletions)
}

// connect puts the flags into a plan, whose target is as the configuration says
// it. Its errors are wrong usage.
func (f *connectionFlags) connect(w *world, p *plan) error {
	p.launch = harness.LaunchOptions{Path: f.browserPath(w), Headed: f.headed, AutoPreload: f.autoPreload}
	if f.changed("insecure") {
		p.target.Insecure = f.insecure
	}
	p.takeHeader(p.target.Header)
	if err := p.addHeaders(f.headers); err != nil {
		return err
	}
	cookies := p.target.Cookies
	p.target.Cookies = nil
	p.takeCookies(cookies)
	return p.addCookies(f.cookies)
}

func (f *connectionFlags) browserPath(w *world) string {
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
