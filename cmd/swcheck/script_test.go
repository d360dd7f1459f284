package main

import (
	"errors"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/swcheck/swcheck/testsite"
)

// TestMain lets the scripts run this program as the command swcheck.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"swcheck": main})
}

// TestScript runs testdata/script/*.txtar, one behaviour of the command line
// each.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setupScript,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"browser-index": scriptBrowserIndex,
			"exits":         scriptExits,
			"free-port":     scriptFreePort,
			"site":          scriptSite,
			"misbehave":     scriptMisbehave,
			"nobody":        scriptNobody,
			"nothing-left":  scriptNothingLeft,
			"silent":        scriptSilent,
			"within":        scriptWithin,
		},
	})
}

func setupScript(env *testscript.Env) error {
	// Scripts must find the browser that the machine's owner named.
	env.Setenv("SWCHECK_BROWSER", os.Getenv("SWCHECK_BROWSER"))
	env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/cache")
	env.Setenv("NO_COLOR", "")
	env.Setenv("CI", "")
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		return err
	}
	env.Setenv("EXAMPLES", examples)
	env.Values[startedKey{}] = time.Now()
	env.Values[sitesKey{}] = map[string]*testsite.Site{}
	return nil
}

type (
	startedKey struct{} // when the script began
	sitesKey   struct{} // the sites that it serves, by fixture
)

// exits CODE COMMAND ARGS… runs the command and checks its exit code.
func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, not %d", got, want)
	}
}

// site FIXTURE [tls] serves the fixture until the script ends; $SITE is its URL
// without the trailing slash, and $HOST its host and port. With tls nobody
// trusts its certificate.
func scriptSite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: site FIXTURE [tls]")
	}
	var options []testsite.Option
	if len(args) > 1 {
		certificate, err := testsite.NewCertificate()
		ts.Check(err)
		options = append(options, testsite.TLS(certificate))
	}
	site, err := testsite.Start(args[0], options...)
	ts.Check(err)
	ts.Defer(site.Close)
	ts.Value(sitesKey{}).(map[string]*testsite.Site)[args[0]] = site
	u, err := url.Parse(site.URL())
	ts.Check(err)
	ts.Setenv("SITE", u.Scheme+"://"+u.Host)
	ts.Setenv("HOST", u.Host)
}

// misbehave FIXTURE PATH FAULT makes a site that was started answer a path with
// a fault, as testsite.ParseFault names them.
func scriptMisbehave(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: misbehave FIXTURE PATH FAULT")
	}
	site, started := ts.Value(sitesKey{}).(map[string]*testsite.Site)[args[0]]
	if !started {
		ts.Fatalf("there is no site %s yet", args[0])
	}
	fault, err := testsite.ParseFault(args[2])
	ts.Check(err)
	site.Misbehave(args[1], fault)
}

// nobody sets $NOBODY to the URL of a port on which nobody listens until the
// script ends: it is the client's end of a connection, so that no script beside
// this one is given it.
func scriptNobody(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: nobody")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	connection, err := net.Dial("tcp", listener.Addr().String())
	ts.Check(err)
	ts.Defer(func() {
		connection.Close()
		listener.Close()
	})
	ts.Setenv("NOBODY", "http://"+connection.LocalAddr().String()+"/")
}

// free-port NAME… sets each variable to a port on which nobody listens.
func scriptFreePort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: free-port NAME…")
	}
	for _, name := range args {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		defer listener.Close() // after the last one, so that they differ
		_, port, err := net.SplitHostPort(listener.Addr().String())
		ts.Check(err)
		ts.Setenv(name, port)
	}
}

// silent PORT… checks that nobody listens on the ports.
func scriptSilent(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: silent PORT…")
	}
	for _, port := range args {
		if connection, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			connection.Close()
			ts.Fatalf("somebody listens on port %s", port)
		}
	}
}

// nothing-left checks that the commands before left neither a browser process
// nor a temporary folder.
func scriptNothingLeft(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: nothing-left")
	}
	folder := ts.Getenv("TMPDIR")
	ts.Check(processesEnd(folder))
	left, err := os.ReadDir(folder)
	ts.Check(err)
	for _, entry := range left {
		ts.Fatalf("%s was left in the temporary folder", entry.Name())
	}
}

// within DURATION checks that the script took no longer until here.
func scriptWithin(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: within DURATION")
	}
	limit, err := time.ParseDuration(args[0])
	ts.Check(err)
	if took := time.Since(ts.Value(startedKey{}).(time.Time)); took > limit {
		ts.Fatalf("it took %s, more than %s", took, limit)
	}
}
