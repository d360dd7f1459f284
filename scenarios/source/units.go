package source

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

// The patterns of values with units, for schemas.
const (
	DurationPattern = `^` + positive + `(ms|s|m|h)$`
	SizePattern     = `^(\d+(?:\.\d+)?) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$`
	// PositiveSizePattern is SizePattern without those that are nothing.
	PositiveSizePattern = `^` + positive + ` ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$`

	// positive is a number that is more than nothing. Schemas cannot look ahead.
	positive = `(0*[1-9]\d*(\.\d+)?|0+\.0*[1-9]\d*)`
)

var (
	isDuration = regexp.MustCompile(`^\d+(\.\d+)?(ms|s|m|h)$`)
	isSize     = regexp.MustCompile(SizePattern)

	// factors of units: those with an i are powers of 1,024, the others of
	// 1,000, as IEC 80000-13 has it.
	factors = map[string]float64{
		"": 1, "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
	}
)

// Duration reads a time with its unit, which is more than nothing. A bare number
// could be seconds or milliseconds, so it is a mistake.
func (n Node) Duration(example string) (d time.Duration, ok bool) {
	if !n.Must(example, Text, Number) {
		return 0, false
	}
	written := n.Written()
	d, err := time.ParseDuration(written)
	switch {
	case n.Kind() == Number:
		n.Reject("write "+written+"s or "+written+"ms", "%s has no unit", written)
	case err != nil || !isDuration.MatchString(written):
		n.Reject("for example: "+example, "%q is no time", written)
	case d <= 0:
		n.Reject("for example: "+example, "%s is too short", written)
	default:
		return d, true
	}
	return 0, false
}

// Bytes reads a size. A bare number is bytes.
func (n Node) Bytes(example string) (bytes int64, ok bool) {
	if !n.Must(example, Text, Number) {
		return 0, false
	}
	written := n.Written()
	if number, ok := n.number(); ok {
		written = strconv.FormatFloat(number, 'f', -1, 64)
	}
	parts := isSize.FindStringSubmatch(written)
	if parts == nil {
		n.Reject("give bytes, or a unit: B, kB, MB, GB, KiB, MiB, GiB; for example: "+example, "%q is no size", n.Written())
		return 0, false
	}
	number, err := strconv.ParseFloat(parts[1], 64)
	value := number * factors[parts[2]]
	if err != nil || value > math.MaxInt64/2 {
		n.Reject("for example: "+example, "%s is too much", n.Written())
		return 0, false
	}
	return int64(value), true
}

// Count reads a whole number that is at least so much.
func (n Node) Count(example string, least int) (number int, ok bool) {
	if !n.Must(example, Number) {
		return 0, false
	}
	number, isWhole := n.whole()
	switch {
	case !isWhole:
		n.Reject("for example: "+example, "%s is no whole number", n.Written())
	case number < least:
		n.Reject("for example: "+example, "%d is too few", number)
	default:
		return number, true
	}
	return 0, false
}
