package harness

// Kill kills the browser's process, as an out-of-memory killer would.
func Kill(b *Browser) error { return b.handle().Process().Kill() }

// SetMemory makes canary passes be remembered below the folder.
var CanaryMemory = (*Browser).canaryMemory
