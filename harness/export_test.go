package harness

// Kill kills the browser's process, as an out-of-memory killer would.
func Kill(b *Browser) error { return b.handle().Process().Kill() }

// CanaryMemory returns the file that remembers a pass of the canary.
var CanaryMemory = (*Browser).canaryMemory
