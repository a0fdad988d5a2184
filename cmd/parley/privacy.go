package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/backup"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
	"github.com/parley-video/parley/events/export"
)

func privacyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "privacy",
		Short: "Work with the personal data of participants",
		Args:  cobra.NoArgs, // an unknown subcommand is an error
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(erasuresCommand())
	return cmd
}

func erasuresCommand() *cobra.Command {
	var f erasuresFlags
	cmd := &cobra.Command{
		Use:   "erasures",
		Short: "Print who was erased, for a restore of an older backup",
		Long: `Prints one line of JSON for every participant who was erased, from a running
Management Node (--url and --token with the scope events:read) or from a data
directory that none has open (--data). It has identifiers only, no names. Keep it
apart from the backups: ` + "`parley restore --erasures`" + ` wants it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.url, "url", os.Getenv("PARLEY_URL"), "address of the Management Node, for example http://127.0.0.1:8080")
	flags.StringVar(&f.token, "token", os.Getenv("PARLEY_TOKEN"), "API token with the scope events:read")
	flags.StringVar(&f.data, "data", "", "data directory of a Management Node that is not running")
	return cmd
}

// erasuresFlags are those of `parley privacy erasures`.
type erasuresFlags struct{ url, token, data string }

func (f *erasuresFlags) run(ctx context.Context, out, stderr io.Writer) error {
	o := export.Options{Types: backup.ErasuresFilter().TypePrefixes}
	lines := &erasureLines{out: json.NewEncoder(out)}
	switch {
	case f.data != "":
		log, err := openLog(ctx, f.data, stderr, "read through it with --url and --token")
		if err != nil {
			return err
		}
		if err := errors.Join(export.Read(ctx, log, lines, o), log.Close()); err != nil {
			return err
		}
	case f.url != "":
		client := export.Client{URL: strings.TrimRight(f.url, "/") + "/events", Token: f.token, Attempts: 5}
		if err := client.Read(ctx, lines, o); err != nil {
			return err
		}
	default:
		return errors.New("give either --url (and --token) or --data")
	}
	return lines.end()
}

// erasureLines makes lines of erasures of exported lines.
type erasureLines struct {
	out  *json.Encoder
	rest []byte
}

// Write implements io.Writer.
func (e *erasureLines) Write(p []byte) (int, error) {
	e.rest = append(e.rest, p...)
	for {
		line, rest, complete := bytes.Cut(e.rest, []byte("\n"))
		if !complete {
			return len(p), nil
		}
		e.rest = rest
		if err := e.line(line); err != nil {
			return 0, err
		}
	}
}

func (e *erasureLines) line(raw []byte) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	var l export.Line
	if err := json.Unmarshal(raw, &l); err != nil {
		return fmt.Errorf("read an erasure: %w", err)
	}
	position, err := events.ParsePosition(l.Position)
	if err != nil {
		return fmt.Errorf("read an erasure: %w", err)
	}
	event, err := codec.Unmarshal(l.Type, l.Data)
	if err != nil {
		return fmt.Errorf("read an erasure: %w", err)
	}
	if erasure, ok := backup.NewErasure(events.Recorded{Position: position, Event: event}); ok {
		return e.out.Encode(erasure)
	}
	return nil
}

func (e *erasureLines) end() error {
	if len(bytes.TrimSpace(e.rest)) > 0 {
		return errors.New("the list of erasures broke off")
	}
	return nil
}
