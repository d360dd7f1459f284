package harness

// Kill kills the browser's process, as an out-of-memory killer would.
func Kill(b *Browser) error { return b.handle().Process().Kill() }

// VersionBeside is how the version is found on Windows.
var VersionBeside = versionBeside

// FaultWords says what a request failed of.
var FaultWords = faultWords
