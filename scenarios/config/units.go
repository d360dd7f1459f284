package config

import (
	"time"

	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	durationPattern = source.DurationPattern
	sizePattern     = source.SizePattern
)

func durationOf(n source.Node, example string) time.Duration { return n.Duration(example) }

func bytesOf(n source.Node, example string) int64 { return n.Bytes(example) }

func countOf(n source.Node, example string, least int) int {
	number, _ := n.Count(example, least)
	return number
}
