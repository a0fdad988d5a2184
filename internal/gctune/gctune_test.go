package gctune_test

import (
	"runtime/debug"
	"testing"

	"github.com/parley-video/parley/internal/gctune"
)

func TestTheEnvironmentDecides(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	t.Setenv("GOGC", "50")
	gctune.Set()
	if was := debug.SetGCPercent(50); was != 50 {
		t.Errorf("GOGC=50 became %d", was)
	}
	t.Setenv("GOGC", "")
	gctune.Set()
	if was := debug.SetGCPercent(50); was != 400 {
		t.Errorf("without GOGC it is %d", was)
	}
}
