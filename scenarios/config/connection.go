package config

import (
	"net/textproto"
	"strings"

	"golang.org/x/net/http/httpguts"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	headerExample   = "header: {Authorization: Bearer $TOKEN}"
	cookiesExample  = "cookies: {session: $SESSION}"
	maxPagesExample = "maxPages: 20"
	timeoutExample  = "timeout: 5m"
)

func init() {
	values := map[string]any{"type": "object", "minProperties": 1, "additionalProperties": map[string]any{"type": []any{"string", "number", "boolean"}}}
	register("header", setting{
		about: "sent with each request to the target's origin", example: headerExample,
		schema: values, read: readHeader,
	})
	register("cookies", setting{
		about: "set for the target's origin", example: cookiesExample,
		schema: values, read: readCookies,
	})
	register("insecure", setting{
		about: "accept certificates that cannot be verified", example: "insecure: true",
		schema: map[string]any{"type": "boolean"},
		read:   func(r *reader, n source.Node) { r.Target.Insecure, _ = n.Truth("insecure: true") },
	})
	register("timeout", setting{
		about: "of the whole audit, 2m where it is left out", example: timeoutExample,
		schema: duration,
		read:   func(r *reader, n source.Node) { r.Options.Timeout = durationOf(n, timeoutExample) },
	})
	register("profile", setting{
		about: "how much is tried out", example: "profile: " + scenarios.DefaultProfile,
		schema: map[string]any{"enum": anyOf(scenarios.Profiles())},
		read:   func(r *reader, n source.Node) { r.Options.Profile, _ = n.Word("profile", scenarios.Profiles()...) },
	})
	register("maxPages", setting{
		about: "how many pages are visited, the start page included; 10 where it is left out, 3 in the quick profile", example: maxPagesExample,
		schema: map[string]any{"type": "integer", "minimum": 1},
		read:   func(r *reader, n source.Node) { r.Options.MaxPages = countOf(n, maxPagesExample, 1) },
	})
}

func readHeader(r *reader, n source.Node) {
	r.Target.Header = map[string]string{}
	for _, p := range n.Pairs(headerExample) {
		if !httpguts.ValidHeaderFieldName(p.Key.Name) {
			p.Key.Reject("for example: "+headerExample, "%q is no name of a header", p.Key.Name)
			continue
		}
		value, ok := p.Value.String(headerExample)
		if ok && !httpguts.ValidHeaderFieldValue(value) {
			p.Value.Reject("for example: "+headerExample, "the value of %s cannot stand in a header", p.Key.Name)
		}
		r.Target.Header[textproto.CanonicalMIMEHeaderKey(p.Key.Name)] = value
	}
}

func readCookies(r *reader, n source.Node) {
	for _, p := range n.Pairs(cookiesExample) {
		if !httpguts.ValidHeaderFieldName(p.Key.Name) {
			p.Key.Reject("for example: "+cookiesExample, "%q is no name of a cookie", p.Key.Name)
			continue
		}
		value, ok := p.Value.String(cookiesExample)
		if ok && (!httpguts.ValidHeaderFieldValue(value) || strings.Contains(value, ";")) {
			p.Value.Reject("for example: "+cookiesExample, "the value of %s cannot stand in a cookie", p.Key.Name)
		}
		r.Target.Cookies = append(r.Target.Cookies, harness.Cookie{Name: p.Key.Name, Value: value})
	}
}
