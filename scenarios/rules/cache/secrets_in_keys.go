package cache

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Rule: finding.Rule{
		ID:       "cache/secrets-in-keys",
		Severity: finding.Warning,
		Title:    "No stored URL carries a secret",
		Failed:   "A stored URL carries a secret",
		Why: "Cache Storage keeps the whole URL, readable by every script of the origin and by whoever uses the machine next, long after the visitor has logged out. " +
			"The entry is of no use besides: a one-time code or a new token makes another URL, so it is never found again and the cache grows.",
		Detected: "The URL of an entry in Cache Storage, of the site's own hosts, has a parameter with the name of a token, password, session or one-time code, and a value.",
		Fix: "Do not store responses to URLs with such parameters; let the worker pass them on. Where the page itself does not depend on the parameter, " +
			"store it under its URL without it, and send tokens in a header.",
		Before: `event.waitUntil(cache.put(event.request, response.clone())); // /welcome?token=…`,
		After: `const url = new URL(event.request.url);
if (!url.searchParams.has('token')) event.waitUntil(cache.put(event.request, response.clone()));`,
		References: []string{
			"https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url",
			"https://datatracker.ietf.org/doc/html/rfc6750#section-5.3",
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/put",
		},
		Needs: []string{"first-visit"},
	}, Judge: secretsInKeys})
}

func secretsInKeys(o *observation.Observations) finding.Verdict {
	all := items(o)
	if len(all) == 0 {
		return reading.NothingStored(o)
	}
	var secret []finding.Evidence
	for _, i := range all {
		if name := secretIn(i.URL); name != "" && ownHost(o.Target, i.URL) {
			secret = append(secret, i.evidence("stored under a URL with a value for %q", name))
		}
	}
	if len(secret) == 0 {
		return finding.Passed("no URL in Cache Storage has a parameter that is named like a secret")
	}
	return finding.Failing(fmt.Sprintf("%s is stored in %q under a URL that carries a secret%s.",
		named(o, secret[0].URL), secret[0].Cache, andMore(len(secret)-1)), atMost(secret)...)
}

// Names of parameters whose values are secrets of a visitor. The list is
// shorter than that of what is redacted: a key of a map service, a code of a
// country or the session of a conference is no secret, and what the values were
// is no longer known here.
var secretNames = []string{
	"accesstoken", "idtoken", "refreshtoken", "authtoken", "sessiontoken", "resettoken", "logintoken", "token", "jwt",
	"password", "passwd", "pwd", "secret", "clientsecret", "otp", "magiclink",
	"sessionid", "sessid", "phpsessid", "jsessionid", "authcode", "samlresponse", "ticket",
}

// secretIn returns the name of the first parameter of the URL, in its query or
// its path, that carries a secret, or "".
func secretIn(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	query := u.Query()
	names := make([]string, 0, len(query))
	for name := range query {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if query.Get(name) != "" && (slices.Contains(secretNames, plain(name)) || isOneTimeCode(u, name)) {
			return name
		}
	}
	if _, session, found := strings.Cut(strings.ToLower(u.Path), ";jsessionid="); found && session != "" {
		return "jsessionid"
	}
	return ""
}

// isOneTimeCode tells the code of an OAuth login or of a mailed link from the
// code of a country or a product, by what stands beside it.
//
// Source: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
func isOneTimeCode(u *url.URL, name string) bool {
	if plain(name) != "code" {
		return false
	}
	path := strings.ToLower(u.Path)
	for _, word := range []string{"callback", "login", "signin", "auth", "oauth", "verify", "confirm", "reset", "invite", "magic"} {
		if strings.Contains(path, word) {
			return true
		}
	}
	return u.Query().Get("state") != ""
}

func plain(name string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(name))
}

// ownHost reports whether the URL is one of the site's own: of its host, of a
// subdomain, or of the domain above it. Tokens in the URLs of others, of map
// tiles for example, are as a rule keys that every visitor is given.
func ownHost(target, address string) bool {
	a, errA := url.Parse(target)
	b, errB := url.Parse(address)
	if errA != nil || errB != nil {
		return false
	}
	own, host := strings.TrimPrefix(a.Hostname(), "www."), b.Hostname()
	return host == own || strings.HasSuffix(host, "."+own) || (strings.HasSuffix(own, "."+host) && strings.Contains(host, "."))
}
