package observation

import (
	"bytes"
	"reflect"
)

// Redacted stands in observations where a secret stood.
const Redacted = "REDACTED"

// Redact replaces in place what must not leave the machine in a report or in
// saved observations, by the literal [Redacted]:
//
//   - the values of cookies and of headers that carry credentials; names and
//     attributes of cookies stay;
//   - the values of query and fragment parameters for which [IsSecretParameter]
//     holds, and passwords before a host, in whatever string a URL stands:
//     headers, links, console texts, bodies;
//   - every occurrence of the given secrets, such as configured passwords, also
//     where they are escaped for a URL, for JSON or for HTML. Secrets of fewer
//     than four bytes are ignored: they would hit by chance.
//
// Empty values stay empty, because an empty parameter gives nothing away. The
// same string always becomes the same string, so that what was equal before is
// equal after. It is applied before observations are judged, so rules never see
// what it takes away.
func (o *Observations) Redact(secrets ...string) {
	RedactAll(o, secrets...)
}

// RedactAll is [Observations.Redact] for anything else that texts from a site end
// up in, such as a report. It is given a pointer.
func RedactAll(whole any, secrets ...string) {
	redactor{newSecretReplacer(secrets)}.walk(reflect.ValueOf(whole))
}

type redactor struct{ secrets *secretReplacer }

var (
	headerType = reflect.TypeFor[Header]()
	stringType = reflect.TypeFor[string]()
	bytesType  = reflect.TypeFor[[]byte]()
)

// walk goes through all that hangs on the value, so that a field that is added
// to an observation tomorrow is not forgotten. It leaves alone the named string
// types, which hold words of our own, and what cannot be set, such as the
// inside of time.Time.
func (r redactor) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			r.walk(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				r.walk(v.Field(i))
			}
		}
	case reflect.Slice:
		r.slice(v)
	case reflect.Map:
		if v.Type() == headerType {
			r.header(v.Interface().(Header))
		}
	case reflect.String:
		if v.Type() == stringType {
			r.text(v)
		}
	}
}

func (r redactor) slice(v reflect.Value) {
	if v.Type() == bytesType {
		r.body(v)
		return
	}
	for i := range v.Len() {
		r.walk(v.Index(i))
	}
}

func (r redactor) text(v reflect.Value) {
	before := v.String()
	if after := r.clean(before); after != before {
		v.SetString(after)
	}
}

func (r redactor) clean(s string) string {
	return redactURLs(r.secrets.replace(s))
}

var png = []byte("\x89PNG\r\n\x1a\n")

// body leaves screenshots alone: a picture has no text in it, only bytes that
// look like some by chance.
func (r redactor) body(v reflect.Value) {
	before := v.Bytes()
	if len(before) == 0 || bytes.HasPrefix(before, png) {
		return
	}
	if after := r.clean(string(before)); after != string(before) {
		v.SetBytes([]byte(after))
	}
}

func (r redactor) header(h Header) {
	for name, values := range h {
		for i, value := range values {
			values[i] = r.clean(redactField(name, value))
		}
		if clean := r.clean(name); clean != name {
			delete(h, name)
			h[clean] = append(h[clean], values...)
		}
	}
}
