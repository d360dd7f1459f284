package reporter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name:        "json",
		Description: "the whole report for programs, schema version 1 (docs/schema/report.schema.json)",
		Write:       writeJSON,
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

// complete returns the report as the schema wants it: lists are never null,
// the start is in UTC, times are whole milliseconds. The report itself stays
// as it is.
func complete(r finding.Report) finding.Report {
	r.StartedAt = r.StartedAt.UTC().Truncate(time.Millisecond)
	r.DurationMs = math.Round(r.DurationMs)
	r.Caches = filled(r.Caches, func(c finding.Cache) finding.Cache {
		c.Entries = filled(c.Entries, nil)
		return c
	})
	r.Pages = filled(r.Pages, nil)
	r.Results = filled(r.Results, func(res finding.Result) finding.Result {
		res.Evidence = filled(res.Evidence, nil)
		return res
	})
	return r
}

// filled copies a list, changing each item; a nil list becomes an empty one.
func filled[T any](list []T, change func(T) T) []T {
	copied := make([]T, 0, len(list))
	for _, item := range list {
		if change != nil {
			item = change(item)
		}
		copied = append(copied, item)
	}
	return copied
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
