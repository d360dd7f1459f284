package harness_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("launch", func() {
	It("says where it looked when there is no browser", func() {
		_, err := harness.Find(filepath.Join(GinkgoT().TempDir(), "chrome"))
		var missing *harness.BrowserNotFoundError
		Expect(err).To(BeAssignableToTypeOf(missing))
		Expect(err).To(MatchError(os.ErrNotExist))
	})

	It("tells what a program printed that is no browser", func(ctx SpecContext) {
		program := filepath.Join(GinkgoT().TempDir(), "chrome")
		Expect(os.WriteFile(program, []byte("#!/bin/sh\necho cannot open display >&2\nexit 1\n"), 0o755)).To(Succeed())
		_, err := harness.Launch(ctx, harness.LaunchOptions{Path: program})
		var failed *harness.LaunchError
		Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
		Expect(err).To(MatchError(ContainSubstring("cannot open display")))
	})

	It("says what to do where the browser must not use its sandbox", func(ctx SpecContext) {
		program := filepath.Join(GinkgoT().TempDir(), "chrome")
		Expect(os.WriteFile(program, []byte("#!/bin/sh\necho '[1:FATAL:zygote_host_impl_linux.cc(130)] No usable sandbox! If this is a Debian system' >&2\nexit 1\n"), 0o755)).To(Succeed())
		_, err := harness.Launch(ctx, harness.LaunchOptions{Path: program})
		Expect(err).To(MatchError(program + " did not start: it must not use its sandbox here"))
		var failed *harness.LaunchError
		Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
		Expect(failed.Hint()).To(ContainSubstring("--cap-add=SYS_ADMIN"))
	})

	It("ends a start that the context ends", func() {
		program := filepath.Join(GinkgoT().TempDir(), "chrome")
		Expect(os.WriteFile(program, []byte("#!/bin/sh\n[ \"$1\" = --version ] && exit 0\nexec tail -f /dev/null\n"), 0o755)).To(Succeed())
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := harness.Launch(ctx, harness.LaunchOptions{Path: program})
		Expect(err).To(MatchError(context.Canceled))
		Expect(processesUsing(program)).To(BeEmpty())
	})

	It("finds the version that Chrome's installer for Windows leaves beside the program", func() {
		folder := GinkgoT().TempDir()
		for _, name := range []string{"99.0.4844.51", "156.0.8078.79", "SetupMetrics"} {
			Expect(os.Mkdir(filepath.Join(folder, name), 0o755)).To(Succeed())
		}
		Expect(harness.VersionBeside(filepath.Join(folder, "chrome.exe"))).To(Equal("156.0.8078.79"))
	})

	It("gives up a browser that does not answer", func(ctx SpecContext) {
		program := filepath.Join(GinkgoT().TempDir(), "chrome")
		Expect(os.WriteFile(program, []byte("#!/bin/sh\n[ \"$1\" = --version ] && exit 0\nexec tail -f /dev/null\n"), 0o755)).To(Succeed())
		silent, err := net.Listen("tcp", "127.0.0.1:0")
		Expect(err).NotTo(HaveOccurred())
		DeferCleanup(silent.Close)
		for _, path := range []string{program, "ws://" + silent.Addr().String(), "http://" + silent.Addr().String()} {
			_, err := harness.Launch(ctx, harness.LaunchOptions{Path: path, Limit: 200 * time.Millisecond})
			var failed *harness.LaunchError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(ContainSubstring("does not answer within 200ms")))
		}
		Expect(processesUsing(program)).To(BeEmpty())
	})

	It("lets nothing through with ServiceWorkerAutoPreload switched on", func(ctx SpecContext) {
		racing, err := harness.Launch(ctx, harness.LaunchOptions{AutoPreload: true})
		Expect(err).NotTo(HaveOccurred())
		DeferCleanup(racing.Close)
		expectNothingThrough(ctx, racing)
	})

	It("connects to a running browser, whose HTTPS it cannot read", func(ctx SpecContext) {
		running, err := harness.Launch(ctx, harness.LaunchOptions{Path: startRemote(ctx)})
		Expect(err).NotTo(HaveOccurred())
		DeferCleanup(running.Close)
		Expect(running.Info().Remote).To(BeTrue())
		expectNothingThrough(ctx, running)

		secure := serveTLS(precachedSite())
		s, err := running.NewSession(ctx, harness.SessionOptions{Base: secure.URL})
		Expect(err).NotTo(HaveOccurred())
		visit(ctx, s, "/")
		for _, x := range s.Exchanges() {
			Expect(x.Outcome).To(Equal(observation.Tunnelled))
		}
	})
})

// expectNothingThrough visits a site with a worker that only forwards, cuts the
// wire, and looks at the server's count.
func expectNothingThrough(ctx context.Context, b *harness.Browser) {
	GinkgoHelper()
	site := serve(pages{"/": html(`<title>Home</title>` + register), "/sw.js": script(passThrough)})
	s, err := b.NewSession(ctx, harness.SessionOptions{Base: site.URL})
	Expect(err).NotTo(HaveOccurred())
	visit(ctx, s, "/")
	Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
	Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
	before := site.total()
	Expect(visit(ctx, s, "/").Error).To(HavePrefix("net::ERR_"))
	Expect(s.StopWorkers(ctx)).To(Succeed())
	Expect(visit(ctx, s, "/").Error).To(HavePrefix("net::ERR_"))
	Expect(site.total()).To(Equal(before), "requests that reached the server while offline")
	Expect(s.Close()).To(Succeed())
}

// startRemote starts a browser of its own with a debugging port, and returns
// its address.
func startRemote(ctx context.Context) string {
	GinkgoHelper()
	program, err := harness.Find(os.Getenv("SWCHECK_BROWSER"))
	Expect(err).NotTo(HaveOccurred())
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
		"--disable-background-networking", "--user-data-dir="+GinkgoT().TempDir(), "about:blank")
	startInGroup(cmd)
	stderr, err := cmd.StderrPipe()
	Expect(err).NotTo(HaveOccurred())
	Expect(cmd.Start()).To(Succeed())
	DeferCleanup(func() { endGroup(cmd) })
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "DevTools listening on "); ok {
			return strings.TrimSpace(address)
		}
	}
	Fail("the browser printed no address")
	return ""
}
