package harness

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/swcheck/swcheck/observation"
)

// canaryEdition changes when the canary tests something else, so that a former
// pass does not count for it.
const canaryEdition = 1

// Canary returns that the canary passed in this very browser program before,
// or else runs it. Only a pass is remembered, in the user's cache folder, and
// only for as long as the program's file stays as it is.
func (b *Browser) Canary(ctx context.Context) (observation.Canary, error) {
	if canary, remembered := b.RememberedCanary(); remembered {
		return canary, nil
	}
	canary, err := b.RunCanary(ctx)
	if memory := b.canaryMemory(); err == nil && canary.Passed && memory != "" {
		// A memory that cannot be written costs the next run half a second.
		if os.MkdirAll(filepath.Dir(memory), 0o755) == nil {
			_ = os.WriteFile(memory, nil, 0o644)
		}
	}
	return canary, err
}

// RememberedCanary returns the canary that passed in this very browser program
// before, and false where none is remembered.
func (b *Browser) RememberedCanary() (observation.Canary, bool) {
	memory := b.canaryMemory()
	if memory == "" {
		return observation.Canary{}, false
	}
	_, err := os.Stat(memory)
	return observation.Canary{Passed: true, PassThroughFailed: true, PrecachedOpened: true, Remembered: true}, err == nil
}

// canaryMemory is the file that stands for a pass in this browser program; ""
// where it cannot be told apart from others.
func (b *Browser) canaryMemory() string {
	if b.info.Remote {
		return ""
	}
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	program, err := os.Stat(unwrap(b.info.Path))
	if err != nil {
		return ""
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %d %d %t", canaryEdition, b.info.Path, b.info.Product,
		program.Size(), program.ModTime().UnixNano(), b.autoPreload))
	return filepath.Join(folder, "swcheck", "canary-"+hex.EncodeToString(key[:8]))
}
