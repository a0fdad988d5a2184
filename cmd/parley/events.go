package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/export"
	"github.com/parley-video/parley/events/store/sqlite"
)

// eventsFlags are common to the commands that read the log.
type eventsFlags struct {
	url, token, data string
	stream           string
	types, streams   []string
	personal         bool
	after            string
	limit            int
	backwards        bool
}

func eventsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "events",
		Short: "Read the event log as lines of JSON",
		Long: `Reads the event log, one JSON object per line, through a running Management Node
(--url and --token, or PARLEY_URL and PARLEY_TOKEN) or, while none runs, from its
data directory (--data). Secrets are never part of the output.`,
		Args: cobra.NoArgs, // an unknown subcommand is an error
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(eventsReadCommand(), eventsTailCommand())
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
	flags.StringVar(&f.url, "url", os.Getenv("PARLEY_URL"), "address of the Management Node, for example http://127.0.0.1:8080")
	flags.StringVar(&f.token, "token", os.Getenv("PARLEY_TOKEN"), "API token with the scope events:read")
	flags.StringVar(&f.data, "data", "", "data directory of a Management Node that is not running")
	flags.StringVar(&f.stream, "stream", "", "only this stream, for example settings")
	flags.StringSliceVar(&f.types, "type", nil, "only event types that begin so, for example conference.; may be given several times")
	flags.StringSliceVar(&f.streams, "stream-prefix", nil, "only streams that begin so, for example node-; may be given several times")
	flags.BoolVar(&f.personal, "personal", false, "show personal data of participants (over --url the token needs the scope personal:read)")
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
	if (f.url == "") == (f.data == "") {
		return o, errors.New("give either --url (and --token) or --data")
	}
	if f.url != "" {
		if u, err := url.Parse(f.url); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return o, fmt.Errorf("--url: %q is not http(s)://host:port", f.url)
		}
	}
	return o, nil
}

func (f *eventsFlags) run(ctx context.Context, out, stderr io.Writer, follow bool) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	if f.url != "" {
		return f.remote(ctx, out, stderr, o, follow)
	}
	if follow {
		return errors.New("--data: tail needs a running Management Node: give --url")
	}
	return f.local(ctx, out, stderr, o)
}

func (f *eventsFlags) remote(ctx context.Context, out, stderr io.Writer, o export.Options, follow bool) error {
	client := export.Client{
		URL: strings.TrimRight(f.url, "/") + "/events", Token: f.token,
		Retry: func(err error, wait time.Duration) {
			fmt.Fprintf(stderr, "parley: %v; trying again in %s\n", err, wait.Round(time.Millisecond))
		},
	}
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
	dir := filepath.Join(f.data, "log")
	if _, err := os.Stat(filepath.Join(dir, "events.db")); err != nil { // opening would make one
		return fmt.Errorf("--data: there is no event log in %s: %w", f.data, err)
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(stderr, nil))})
	if errors.Is(err, sqlite.ErrLocked) {
		return fmt.Errorf("a Management Node runs on %s: read through it with --url and --token", f.data)
	}
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
