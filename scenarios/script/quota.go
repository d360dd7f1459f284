package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "quota", About: "limit what the site may store; none takes the limit back",
		Example: "quota: 1MB",
		Schema: map[string]any{"anyOf": []any{
			map[string]any{"const": "none"},
			orVariable(sizeSchema),
		}},
		Parse: parseQuota,
	})
}

// sizeSchema is that of a size which is more than nothing.
var sizeSchema = map[string]any{"anyOf": []any{
	map[string]any{"type": "number", "minimum": 1},
	map[string]any{"type": "string", "pattern": source.PositiveSizePattern},
}}

const quotaExample = "quota: 1MB"

func parseQuota(_ Reading, value source.Node) Do {
	if value.Kind() == source.Text && value.Written() == "none" {
		return quota(0)
	}
	bytes, ok := value.Bytes(quotaExample)
	if ok && bytes == 0 {
		value.Reject("give at least 1, or none to take the limit back", "a quota of nothing cannot be set")
	}
	return quota(bytes)
}

func quota(bytes int64) Do {
	return func(ctx context.Context, run *Run) error { return run.Session.SetQuota(ctx, bytes) }
}
