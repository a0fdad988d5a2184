package conferencing

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-video/parley/nodeagent/enrol"
)

func TestDamagedConfigurationIsMovedAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.db")
	damaged := []byte("this is no database, and longer than the header of one would be, so that it is read as one")
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	n := &Node{o: Options{Log: slog.New(slog.DiscardHandler)}, identity: enrol.Identity{NodeID: "node-1"}}
	store, err := n.openConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if got := store.Position(); got != "" {
		t.Errorf("the new copy stands at %q, want nowhere", got)
	}
	kept, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, name := range kept {
		if raw, err := os.ReadFile(name); err == nil && string(raw) == string(damaged) {
			found = true
		}
	}
	if !found {
		t.Errorf("the damaged file is gone; there are %v", kept)
	}
}
