// Package gctune sets how often a Management Node collects garbage. It imports
// the standard library only.
package gctune

import (
	"os"
	"runtime/debug"
)

// percent is how much the heap may grow, in relation to what is alive, before
// garbage is collected.
const percent = 400

// Set makes garbage collection rarer, unless GOGC says how often it is wanted.
//
// What is alive in a Management Node is small, some 30 MB while it folds a large
// log, but folding makes much garbage: with the default of 100 % a sixth of its
// time goes into collecting, over and over, the same few megabytes. 400 % lets
// the heap grow to about five times what is alive. GOMEMLIMIT still holds: the
// collector runs more often when the limit is near.
func Set() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
