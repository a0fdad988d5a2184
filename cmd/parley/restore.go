package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/backup"
)

// restoreFlags are those of `parley restore`.
type restoreFlags struct {
	data, passphraseFile, erasures string
}

func restoreCommand() *cobra.Command {
	var f restoreFlags
	cmd := &cobra.Command{
		Use:   "restore FILE --data DIR",
		Short: "Put a backup into a new data directory, on this or another machine",
		Long: `Puts a backup into a data directory that is empty or does not exist: all of it, or
nothing. Everything is verified first. Participants who were erased before the
backup was made stay erased; those who were erased later are on the list that
` + "`parley privacy erasures`" + ` prints: keep one apart from the backups, and give it here
with --erasures.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.data, "data", "", "data directory to make")
	flags.StringVar(&f.passphraseFile, "passphrase-file", "", "private file with the passphrase of the backup")
	flags.StringVar(&f.erasures, "erasures", "", "file with who was erased after the backup was made")
	return cmd
}

func (f *restoreFlags) run(ctx context.Context, file string, stderr io.Writer) error {
	if f.data == "" {
		return errors.New("--data: name the directory to make")
	}
	o := backup.RestoreOptions{File: file, Data: f.data, Erasures: f.erasures, Log: slog.New(slog.NewTextHandler(stderr, nil))}
	if f.passphraseFile != "" {
		var err error
		if o.Passphrase, err = readPassphrase(f.passphraseFile); err != nil {
			return err
		}
	}
	r, err := backup.Restore(ctx, o)
	switch {
	case errors.Is(err, backup.ErrNeedsPassphrase):
		return fmt.Errorf("--passphrase-file: %w", err)
	case errors.Is(err, backup.ErrNotEmpty):
		return fmt.Errorf("--data: %w", err)
	case err != nil:
		return err
	}
	fmt.Fprintf(stderr, "%s: %s, as of %s\n", f.data, contents(r.Manifest), r.Manifest.Created.Format("2006-01-02 15:04:05 UTC"))
	if r.Erased > 0 {
		fmt.Fprintf(stderr, "%d participants were erased after this state was copied; their keys are destroyed again\n", r.Erased)
	}
	return nil
}
