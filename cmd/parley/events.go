package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/export"
)

// eventsFlags are common to the commands that read the log.
type eventsFlags struct {
	logFlags
	stream         string
	types, streams []string
	personal       bool
	after          string
	limit          int
	backwards      bool
}

func eventsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "events",
		Short: "Read the event log, export it and verify exports",
		Long: `Reads the event log, one JSON object per line, through a running Management Node
(--url and --token, or PARLEY_URL and PARLEY_TOKEN) or, while none runs, from its
data directory (--data). Secrets are never part of the output; in what export
writes they are sealed.`,
		Args: cobra.NoArgs, // an unknown subcommand is an error
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(eventsReadCommand(), eventsTailCommand(), eventsExportCommand(), eventsVerifyCommand(), eventsServeCommand(), eventsScavengeCommand())
	return cmd
}

func eventsReadCommand() *cobra.Command {
	var f eventsFlags
	cmd := &cobra.Command{
		Use:   "read",
		Short: "Print the events that are in the log",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), false)
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&f.backwards, "backwards", false, "newest first")
	return cmd
}

func eventsTailCommand() *cobra.Command {
	var f eventsFlags
	cmd := &cobra.Command{
		Use:   "tail",
		Short: "Print new events as they happen, until interrupted",
		Long: `Prints new events as they happen. With --after it begins with those after that
position (0: the beginning of the log).`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), true)
		},
	}
	f.register(cmd)
	return cmd
}

func (f *eventsFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.logFlags.register(flags, "events:read")
	flags.StringVar(&f.stream, "stream", "", "only this stream, for example settings")
	flags.StringSliceVar(&f.types, "type", nil, "only event types that begin so, for example conference.; may be given several times")
	flags.StringSliceVar(&f.streams, "stream-prefix", nil, "only streams that begin so, for example node-; may be given several times")
	flags.BoolVar(&f.personal, "personal", false, "show personal data of participants; only with --url, and the token needs the scope personal:read")
	flags.StringVar(&f.after, "after", "", "begin after this position")
	flags.IntVar(&f.limit, "limit", 0, "end after so many events; 0: no limit")
}

func (f *eventsFlags) options() (export.Options, error) {
	o := export.Options{
		Stream: f.stream, Streams: f.streams, Types: f.types, Limit: f.limit, Backwards: f.backwards, Personal: f.personal,
	}
	if f.after != "" {
		position, err := events.ParsePosition(f.after)
		if err != nil {
			return o, fmt.Errorf("--after: %w", err)
		}
		o.From = position
	}
	for _, flag := range []struct {
		name string
		part export.Options
	}{
		{"--after", export.Options{From: o.From}},
		{"--limit", export.Options{Limit: f.limit}},
		{"--stream", export.Options{Stream: f.stream}},
		{"--type", export.Options{Types: f.types}},
		{"--stream-prefix", export.Options{Streams: f.streams}},
	} {
		if err := flag.part.Validate(); err != nil {
			return o, fmt.Errorf("%s: %w", flag.name, err)
		}
	}
	return o, f.check()
}

func (f *eventsFlags) run(ctx context.Context, out, stderr io.Writer, follow bool) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	if f.url != "" {
		return f.remote(ctx, out, stderr, o, follow)
	}
	if f.personal { // its keys are the node's
		return errors.New("--personal: personal data is sealed in the directory; it takes a running Management Node: give --url")
	}
	if follow {
		return errors.New("--data: tail needs a running Management Node: give --url")
	}
	return f.local(ctx, out, stderr, o)
}

func (f *eventsFlags) remote(ctx context.Context, out, stderr io.Writer, o export.Options, follow bool) error {
	client := f.client(stderr)
	if !follow {
		client.Attempts = 5
		return client.Read(ctx, out, o)
	}
	if f.after == "" { // new events only
		end, err := f.end(ctx, client)
		if err != nil {
			return err
		}
		o.From = end
	}
	return client.Tail(ctx, out, o)
}

// end asks for the position of the newest event.
func (f *eventsFlags) end(ctx context.Context, client export.Client) (events.Position, error) {
	var last strings.Builder
	client.Attempts = 5
	if err := client.Read(ctx, &last, export.Options{Backwards: true, Limit: 1}); err != nil {
		return 0, err
	}
	return positionOf(last.String())
}

func (f *eventsFlags) local(ctx context.Context, out, stderr io.Writer, o export.Options) error {
	log, err := f.open(ctx, stderr)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	return export.Read(ctx, log, out, o)
}

// positionOf reads the position of one exported line; none is the beginning.
func positionOf(line string) (events.Position, error) {
	if strings.TrimSpace(line) == "" {
		return 0, nil
	}
	var l export.Line
	if err := json.Unmarshal([]byte(line), &l); err != nil {
		return 0, fmt.Errorf("read the newest event: %w", err)
	}
	return events.ParsePosition(l.Position)
}
