package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/events/store/sqlite"
)

func eventsScavengeCommand() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:   "scavenge",
		Short: "Remove for good what integrations gave up: deleted, expired and superseded events of their streams",
		Long: `Removes what the metadata of streams hides ($tb, $maxCount, $maxAge) and what
tombstones ended, from the log of a Management Node that is not running; one that
runs does so by itself every day. Only streams that begin with integration- or $
are ever touched.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return scavenge(cmd.Context(), data, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&data, "data", "", "data directory of a Management Node that is not running")
	_ = cmd.MarkFlagRequired("data") // fails for flags that do not exist
	return cmd
}

func scavenge(ctx context.Context, data string, out, stderr io.Writer) error {
	f := logFlags{data: data}
	log, err := f.open(ctx, stderr)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	done, err := log.Scavenge(ctx, sqlite.ScavengeOptions{})
	fmt.Fprintf(out, "looked at %d streams, removed %d events with %d bytes\n", done.Streams, done.Events, done.Bytes)
	return err
}
