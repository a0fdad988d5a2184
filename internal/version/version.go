// Package version says which Parley this is. It imports the standard library
// only and is safe for concurrent use.
package version

// Version is the release, or "dev" between releases. The build may set it:
// -ldflags "-X github.com/parley-video/parley/internal/version.Version=1.2.3".
var Version = "0.1.0-dev"
