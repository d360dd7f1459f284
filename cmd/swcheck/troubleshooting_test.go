package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/install"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/serve"
)

// TestTroubleshooting holds docs/troubleshooting.md to what is printed: each of
// its blocks is a message of the program, and none of those below is missing.
func TestTroubleshooting(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "troubleshooting.md"))
	if err != nil {
		t.Fatal(err)
	}
	var quoted []string
	for _, block := range regexp.MustCompile("(?ms)^```text\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		quoted = append(quoted, block[1])
	}
	printed := messages(t)
	for _, message := range printed {
		if !slices.Contains(quoted, message) {
			t.Errorf("docs/troubleshooting.md does not quote\n%s", message)
		}
	}
	for _, quote := range quoted {
		if !slices.Contains(printed, quote) {
			t.Errorf("docs/troubleshooting.md quotes what nobody prints:\n%s", quote)
		}
	}
}

// messages are those that the page explains, as people see them.
func messages(t *testing.T) []string {
	var all []string
	for _, err := range []error{
		&harness.BrowserNotFoundError{},
		&harness.BrowserNotFoundError{Asked: "/opt/chrome/chrome", Err: os.ErrNotExist},
		launched(t, "[1:FATAL:zygote_host_impl_linux.cc(130)] No usable sandbox!"),
		launched(t, "chrome-headless-shell: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory"),
		&harness.LaunchError{Path: "/usr/bin/chromium", Err: errors.New("it does not answer within 30s")},
		&install.IndexError{URL: install.DefaultIndex, What: "nothing came for 30s", Advice: networkHint(t)},
		&install.ChecksumError{URL: "https://storage.googleapis.com/…/chrome-headless-shell-linux64.zip", Kind: "md5", Got: "7215ee9c7d9dc229d2921a40e899ec5f", Want: "d41d8cd98f00b204e9800998ecf8427e"},
		unreachable("https://example.test/", "certificate: tls: failed to verify certificate: x509: certificate signed by unknown authority"),
		unreachable("http://localhost:8000/", "connect: dial tcp 127.0.0.1:8000: connect: connection refused"),
		unreachable("https://intranet.example/", "dns: dial tcp: lookup intranet.example: no such host"),
		&scenarios.UntrustworthyError{Browser: observation.Browser{Product: "HeadlessChrome/120.0.6099.5", Path: "/opt/chrome/chrome"}, Err: errors.New("Network.emulateNetworkConditionsByRule: …")},
		&scenarios.TimeOverError{Target: "http://localhost:8000/", Limit: defaultTimeout, Doing: []string{"offline loads /talks/"}},
		&harness.PageHungError{URL: "http://localhost:8000/", After: 8 * time.Second},
		&harness.BrowserGoneError{During: "visit http://localhost:8000/"},
		&serve.NeverReadyError{Command: "make run", URL: "http://localhost:8000/", After: serve.DefaultTimeout, Err: errors.New("connection refused")},
		&serve.AnswersAlreadyError{URL: "http://localhost:8000/"},
		cannotWrite("report", "report.html", &fs.PathError{Op: "write", Path: "report.html", Err: syscall.ENOSPC}),
	} {
		var b strings.Builder
		printError(&b, err)
		all = append(all, b.String())
	}
	page := observation.Probe{Status: 200, Header: observation.Header{"Content-Type": {"text/html"}}}
	for _, c := range []check{
		checkVersion("HeadlessChrome/120.0.6099.5"),
		sandboxOf(observation.Browser{}),
		checkFonts([]string{harness.Latin}),
		checkRoom("/scratch", 20<<20, nil),
		checkProxies([]string{"HTTPS_PROXY"}, true, reached{}),
		probed{url: parsed(t, "http://192.168.1.5:8000/")}.judge(page, nil, 12*time.Millisecond),
	} {
		d := &doctor{checks: []check{c}}
		all = append(all, d.text(0, false))
	}
	return all
}

// launched returns the error of a browser that prints this and ends.
func launched(t *testing.T, prints string) error {
	t.Helper()
	program := filepath.Join(t.TempDir(), "chrome")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho '"+prints+"' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := harness.Launch(t.Context(), harness.LaunchOptions{Path: program})
	var failed *harness.LaunchError
	if !errors.As(err, &failed) {
		t.Fatalf("a program that ends was launched: %v", err)
	}
	failed.Path = "/usr/bin/chromium"
	return failed
}

func unreachable(url, reason string) error {
	return scenarios.Unreachable(observation.Visit{URL: url, Error: "net::ERR_FAILED"},
		[]observation.Exchange{{URL: url, Outcome: observation.Failed, Error: reason}})
}

// networkHint is what is advised where the index does not come.
func networkHint(t *testing.T) string {
	t.Helper()
	_, err := install.Install(t.Context(), install.Options{
		Find: func() (string, error) { return "", os.ErrNotExist }, Index: "http://127.0.0.1:0/", Folder: t.TempDir(),
		System: install.System{OS: "linux", Arch: "amd64"},
	})
	return hintOf(err)
}

func sandboxOf(info observation.Browser) check {
	d := &doctor{}
	d.sandbox(info)
	return d.checks[0]
}
