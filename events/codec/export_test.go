package codec

import "testing"

// What the tests of released logs, which import far more than this package may,
// take from those of golden files.
var (
	Update = update
	Within = within
)

// GoldenEvents are the events of all golden files, by file.
func GoldenEvents(t testing.TB) map[string]string {
	t.Helper()
	types := map[string]string{}
	for _, g := range goldenFiles(t) {
		types[g.path] = g.typ
	}
	return types
}
