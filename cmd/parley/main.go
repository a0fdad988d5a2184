// Command parley is the whole platform in one binary: the Management Node
// (serve), a Conferencing Node (node), both as an example deployment (dev),
// and the operator's commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/internal/version"
)

func main() { os.Exit(run()) }

func run() int {
	// What a node writes is for its own user only: logs, keys, configuration.
	syscall.Umask(0o077)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := &cobra.Command{
		Use:           "parley",
		Short:         "Self-hosted video conferencing",
		Version:       version.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(serveCommand(), nodeCommand(), devCommand(), eventsCommand(), projectionsCommand(), backupCommand(), restoreCommand(), privacyCommand(), administratorCommand(), burstingCommand())
	if err := root.ExecuteContext(ctx); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "parley:", err)
		return 1
	}
	return 0
}
