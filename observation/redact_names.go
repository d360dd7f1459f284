package observation

import "strings"

// IsSecretParameter reports whether a query parameter of this name usually
// carries something that opens a door: a token, a one-time code, a session, a
// password, an API key or a signature. Case, dashes and underscores do not
// matter. It is wide on purpose, because it decides what is hidden; it is no
// proof that the value is secret.
func IsSecretParameter(name string) bool {
	name = plainName(name)
	if secretNames[name] {
		return true
	}
	for _, end := range secretEndings {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

var secretNames = map[string]bool{
	"auth": true, "code": true, "jwt": true, "key": true, "otp": true, "passwd": true,
	"pass": true, "pwd": true, "session": true, "sid": true, "sig": true, "ticket": true,
	"hmac": true, "nonce": true, "credential": true, "credentials": true, "authorization": true,
	"sessid": true, "phpsessid": true, "samlresponse": true, "bearer": true,
}

// X-Amz-Signature, user[password], oauth_verifier's kin: what matters stands
// at the end of a name.
var secretEndings = []string{
	"token", "apikey", "accesskey", "secretkey", "subscriptionkey", "password", "secret", "signature",
	"sessionid", "authcode", "verifier", "xamzcredential", "xgoogcredential",
}

// plainName reduces a parameter name to its letters and digits:
// access_token, accessToken and access-token are one name to people.
func plainName(name string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + ('a' - 'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		}
		return -1
	}, name)
}

// redactField hides the values of header fields that carry credentials.
func redactField(name, value string) string {
	if value == "" {
		return ""
	}
	switch plain := plainName(name); {
	case plain == "cookie" || plain == "cookie2":
		return redactCookies(value)
	case plain == "setcookie" || plain == "setcookie2":
		return redactSetCookie(value)
	case isCredentialField(plain):
		return Redacted
	}
	return value
}

func isCredentialField(plain string) bool {
	if plain == "authorization" || plain == "proxyauthorization" {
		return true
	}
	// X-Api-Key, X-Auth-Token, X-CSRF-Token, X-Amz-Security-Token, and the like.
	for _, part := range []string{"apikey", "token", "secret", "password", "jwt", "xauth", "xsession", "accesskey", "subscriptionkey"} {
		if strings.Contains(plain, part) {
			return true
		}
	}
	return false
}

// redactCookies keeps the names, which tell a rule that a request was made
// with a session, and drops the values.
//
// Source: https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1
func redactCookies(field string) string {
	pairs := strings.Split(field, ";")
	for i, pair := range pairs {
		pairs[i] = redactCookie(pair)
	}
	return strings.Join(pairs, ";")
}

func redactCookie(pair string) string {
	name, value, named := strings.Cut(pair, "=")
	switch {
	case !named && strings.TrimSpace(pair) == "":
		return pair
	case !named: // a cookie without a name is all value
		return Redacted
	case strings.TrimSpace(value) == "":
		return pair
	}
	return name + "=" + Redacted
}

// redactSetCookie keeps the attributes, which say how long and for what the
// cookie holds.
func redactSetCookie(field string) string {
	cookie, attributes, more := strings.Cut(field, ";")
	if !more {
		return redactCookie(cookie)
	}
	return redactCookie(cookie) + ";" + attributes
}
