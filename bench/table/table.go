// Package table is how the benchmark writes figures and texts into the tables of
// its Markdown documents.
package table

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// None stands in a cell for a figure that was not measured.
const None = "–"

// A Row is the cells of one row.
type Row []string

// Seconds has two places after the point.
func Seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// Milliseconds are whole ones.
func Milliseconds(d time.Duration) string { return fmt.Sprintf("%d ms", d.Milliseconds()) }

// Range is the least and the most of several times, in the words of a function
// such as [Seconds].
func Range(times []time.Duration, words func(time.Duration) string) string {
	if len(times) == 0 {
		return None
	}
	return words(slices.Min(times)) + " – " + words(slices.Max(times))
}

// Ratio is how many times the unit a figure is.
func Ratio(figure, unit time.Duration) string {
	if unit == 0 {
		return None
	}
	return fmt.Sprintf("%.2f", float64(figure)/float64(unit))
}

// Escape keeps a text inside one cell.
func Escape(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}
