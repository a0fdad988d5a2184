// Command callers plays participants that a program in another language controls,
// by lines of JSON; see package caller. Tests in browsers fill nodes with it.
package main

import (
	"fmt"
	"os"

	"github.com/parley-video/parley/internal/caller"
)

func main() {
	if err := caller.Serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "callers:", err)
		os.Exit(1)
	}
}
