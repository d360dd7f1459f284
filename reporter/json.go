package reporter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name:        "json",
		Description: "the whole report for programs, schema version 1 (docs/schema/report.schema.json)",
		Write:       writeJSON, WriteScenarios: writeScenariosJSON,
	})
}

// writeJSON writes one report as itself and several, or none, as a document
// that lists them. Both are indented and end with a newline.
func writeJSON(w io.Writer, reports []finding.Report, _ Options) error {
	whole := make([]finding.Report, 0, len(reports))
	for _, r := range reports {
		whole = append(whole, complete(r))
	}
	var document any = finding.Several{SchemaVersion: finding.SchemaVersion, Reports: whole}
	if len(whole) == 1 {
		document = whole[0]
	}
	return encodeJSON(w, document)
}

// encodeJSON writes the document indented, with a newline at its end.
func encodeJSON(w io.Writer, document any) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("encode the report as JSON: %w", err)
	}
	_, err := w.Write(escapeUnseen(buffer.Bytes()))
	return err
}

// longestInJSON is where a text is cut in JSON, in characters: programs may
// want whole URLs, but not the megabytes of a data: URL.
const longestInJSON = 4096

// complete returns the report as the schema wants it: lists are never null,
// texts have a limit, the start is in UTC, times are whole milliseconds. The
// report itself stays as it is.
func complete(r finding.Report) finding.Report {
	r = copied(reflect.ValueOf(r)).Interface().(finding.Report)
	r.StartedAt = r.StartedAt.UTC().Truncate(time.Millisecond)
	r.DurationMs = math.Round(r.DurationMs)
	return r
}

// copied copies a value to the bottom, cutting strings and making empty lists
// of nil ones (those that may be absent are left out when empty).
func copied(v reflect.Value) reflect.Value {
	fresh := reflect.New(v.Type()).Elem()
	fresh.Set(v)
	switch {
	case v.Kind() == reflect.String:
		fresh.SetString(cut(v.String(), longestInJSON))
	case v.Type() == reflect.TypeFor[[]byte](): // nobody changes a picture
	case v.Kind() == reflect.Slice:
		fresh.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			fresh.Index(i).Set(copied(v.Index(i)))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		fresh.Set(reflect.New(v.Type().Elem()))
		fresh.Elem().Set(copied(v.Elem()))
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			fresh.Field(i).Set(copied(v.Field(i)))
		}
	}
	return fresh
}

// escapeUnseen writes each character that a terminal would obey or hide as a
// \u escape. encoding/json does so below U+0020 only, yet U+009B starts escape
// codes too and bidi overrides reorder what is printed. Outside strings JSON is
// ASCII, so the document stays the same for whoever decodes it.
func escapeUnseen(document []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(document))
	for _, r := range string(document) {
		if r < unicode.MaxASCII || unicode.IsPrint(r) && !isInvisible(r) {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.Bytes()
}
