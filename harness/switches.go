package harness

import (
	"os"
	"runtime"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// disabledFeatures is one list, because Chrome honours only the last
// --disable-features that it is given.
func disabledFeatures(autoPreload bool) string {
	features := []string{
		"Translate",
		"OptimizationHints",
		"MediaRouter",
		"DialMediaRouteProvider",
		"InterestFeedContentSuggestions",
		"CertificateTransparencyComponentUpdater",
		"AutofillServerCommunication",
		"BackForwardCache", // Back must be a visit of its own, not a thawed page
		"HttpsUpgrades",    // http:// stays http://
		"HttpsFirstBalancedModeAutoEnable",
		"LocalNetworkAccessChecks", // a public site may load from loopback when the team's own hosts file says so
	}
	if !autoPreload {
		// Chrome 152 and later race a cold navigation past the worker.
		features = append(features, "ServiceWorkerAutoPreload")
	}
	return strings.Join(features, ",")
}

// needsNoSandbox reports whether Chrome refuses to start with its sandbox: it
// does so for root.
func needsNoSandbox() bool { return runtime.GOOS == "linux" && os.Geteuid() == 0 }

func switches(o LaunchOptions, spki string) []chromedp.ExecAllocatorOption {
	opts := []chromedp.ExecAllocatorOption{
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-features", disabledFeatures(o.AutoPreload)),

		// Without these Chrome talks to its maker at every start.
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-client-side-phishing-detection", true),
		chromedp.Flag("disable-breakpad", true),
		chromedp.Flag("metrics-recording-only", true),
		chromedp.Flag("safebrowsing-disable-auto-update", true),

		// What could go around an HTTP proxy.
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),

		// Pages in background tabs must run as those in front do.
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-ipc-flooding-protection", true),

		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-prompt-on-repost", true),
		chromedp.Flag("disable-hang-monitor", true),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("mute-audio", true),
		chromedp.Flag("password-store", "basic"),
		chromedp.Flag("use-mock-keychain", true),
		chromedp.Flag("ignore-certificate-errors-spki-list", spki),
	}
	if !o.Headed {
		opts = append(opts, chromedp.Headless)
	}
	if o.Inspect {
		opts = append(opts, chromedp.Flag("remote-debugging-port", "0"), remote.WebSocket)
	}
	if needsNoSandbox() {
		opts = append(opts, chromedp.Flag("no-sandbox", true))
	}
	if o.UserAgent != "" {
		opts = append(opts, chromedp.UserAgent(o.UserAgent))
	}
	return opts
}
