package config

import (
	"time"

	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	durationPattern = source.DurationPattern
	sizePattern     = source.SizePattern
)

func durationOf(n source.Node, example string) time.Duration {
	duration, _ := n.Duration(example)
	return duration
}

func bytesOf(n source.Node, example string) int64 {
	bytes, _ := n.Bytes(example)
	return bytes
}

func countOf(n source.Node, example string, least int) int {
	number, _ := n.Count(example, least)
	return number
}
