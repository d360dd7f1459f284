package config

import (
	"math"
	"regexp"
	"strconv"
	"time"

	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	durationPattern = `^\d+(\.\d+)?(ms|s|m|h)$`
	sizePattern     = `^(\d+(?:\.\d+)?) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$`
)

var (
	isDuration = regexp.MustCompile(durationPattern)
	isSize     = regexp.MustCompile(sizePattern)

	// factors of units: those with an i are powers of 1,024, the others of
	// 1,000, as IEC 80000-13 has it.
	factors = map[string]float64{
		"": 1, "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
	}
)

// durationOf reads a time with its unit. A bare number could be seconds or
// milliseconds, so it is a mistake.
func durationOf(n source.Node, example string) time.Duration {
	if !n.Must(example, source.Text, source.Number) {
		return 0
	}
	written := n.Written()
	d, err := time.ParseDuration(written)
	switch {
	case n.Kind() == source.Number:
		n.Reject("write "+written+"s or "+written+"ms", "%s has no unit", written)
	case err != nil || !isDuration.MatchString(written):
		n.Reject("for example: "+example, "%q is no time", written)
	case d <= 0:
		n.Reject("for example: "+example, "%s is too short", written)
	}
	return d
}

// bytesOf reads a size. A bare number is bytes.
func bytesOf(n source.Node, example string) int64 {
	if !n.Must(example, source.Text, source.Number) {
		return 0
	}
	parts := isSize.FindStringSubmatch(n.Written())
	if parts == nil {
		n.Reject("give bytes, or a unit: B, kB, MB, GB, KiB, MiB, GiB; for example: "+example, "%q is no size", n.Written())
		return 0
	}
	number, err := strconv.ParseFloat(parts[1], 64)
	value := number * factors[parts[2]]
	if err != nil || value > math.MaxInt64/2 {
		n.Reject("for example: "+example, "%s is too much", n.Written())
		return 0
	}
	return int64(value)
}

// countOf reads a whole number that is at least so much.
func countOf(n source.Node, example string, least int) int {
	if !n.Must(example, source.Number) {
		return 0
	}
	number, err := strconv.Atoi(n.Written())
	switch {
	case err != nil:
		n.Reject("for example: "+example, "%s is no whole number", n.Written())
	case number < least:
		n.Reject("for example: "+example, "%d is too few", number)
	}
	return number
}
