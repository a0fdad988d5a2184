package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/backup"
	"github.com/parley-video/parley/events/store/sqlite"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/version"
)

// backupFlags are those of `parley backup`.
type backupFlags struct {
	url, token, data string
	out              string
	passphraseFile   string
	withoutKeys      bool
}

func backupCommand() *cobra.Command {
	var f backupFlags
	cmd := &cobra.Command{
		Use:   "backup --out FILE",
		Short: "Make a backup of a Management Node in one file",
		Long: `Makes a backup of a running Management Node (--url and --token, or PARLEY_URL and
PARLEY_TOKEN) or, while none runs, of its data directory (--data). The file holds
the event log as it was at one position, the state beside it and the deployment's
keys, encrypted with a passphrase that never leaves this machine; read models are
rebuilt from the log. It is read back and verified before it gets its name.

The token needs the scopes system:write and personal:read, and access:write as
well unless the keys stay out (--without-keys): whoever has them can do anything.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.ErrOrStderr()) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.url, "url", os.Getenv("PARLEY_URL"), "address of the Management Node, for example http://127.0.0.1:8080")
	flags.StringVar(&f.token, "token", os.Getenv("PARLEY_TOKEN"), "API token")
	flags.StringVar(&f.data, "data", "", "data directory of a Management Node that is not running")
	flags.StringVar(&f.out, "out", "", "file to make; it must not exist")
	flags.StringVar(&f.passphraseFile, "passphrase-file", "", "private file with the passphrase that encrypts the keys")
	flags.BoolVar(&f.withoutKeys, "without-keys", false, "leave the deployment's keys out; without them the secrets and names in the log stay unreadable")
	return cmd
}

func (f *backupFlags) validate() error {
	if f.out == "" {
		return errors.New("--out: name the file to make")
	}
	if f.data != "" {
		f.url = "" // from the environment, perhaps
	}
	if f.url == "" && f.data == "" {
		return errors.New("give either --url (and --token) or --data")
	}
	if f.url != "" {
		if u, err := url.Parse(f.url); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("--url: %q is not http(s)://host:port", f.url)
		}
	}
	if (f.passphraseFile == "") != f.withoutKeys {
		return errors.New("give either --passphrase-file, for the deployment's keys, or --without-keys")
	}
	return nil
}

func (f *backupFlags) run(ctx context.Context, stderr io.Writer) error {
	if err := f.validate(); err != nil {
		return err
	}
	var key *backup.Key
	if !f.withoutKeys {
		passphrase, err := readPassphrase(f.passphraseFile)
		if err != nil {
			return err
		}
		made, err := backup.NewKey(passphrase)
		if err != nil {
			return fmt.Errorf("--passphrase-file: %w", err)
		}
		key = &made
	}
	m, size, err := backup.ToFile(f.out, func(w io.Writer) error {
		if f.data != "" {
			return backUpDirectory(ctx, f.data, w, key, stderr)
		}
		return backup.Fetch(ctx, &http.Client{Transport: http.DefaultTransport}, f.url, f.token, key, w)
	})
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("--out: %s exists already", f.out)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%s: %d bytes, %s\n", f.out, size, contents(m))
	return nil
}

// contents says in words what a backup holds.
func contents(m backup.Manifest) string {
	log, state, keys := "the log is kept elsewhere", "the state beside it too", "without the deployment's keys"
	if m.HasLog() {
		log = "the log up to position " + m.Position.String()
	}
	if m.HasState() {
		state = "the state beside it"
	}
	if m.HasKeys() {
		keys = "the deployment's keys (encrypted)"
	}
	return strings.Join([]string{log, state, keys}, ", ")
}

// readPassphrase reads a private file; a line end at its end does not count.
func readPassphrase(path string) (string, error) {
	text, err := readPrivate("--passphrase-file", path)
	return strings.TrimRight(text, "\r\n"), err
}

// readPrivate reads a short file that nobody but its owner may read.
func readPrivate(flag, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s: %s must be readable by its owner only (chmod 600)", flag, path)
	}
	raw, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	return string(raw), nil
}

// backUpDirectory is for a data directory that no Management Node has open.
func backUpDirectory(ctx context.Context, data string, w io.Writer, key *backup.Key, stderr io.Writer) (err error) {
	log, err := openLog(ctx, data, stderr, "back up through it with --url and --token")
	if err != nil {
		return err
	}
	source := backup.Source{
		Log: log, Keys: filepath.Join(data, "keys"), Temp: data, Version: version.Version, Now: time.Now,
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	path := filepath.Join(data, "state.db")
	if _, err := os.Stat(path); err == nil { // opening would make one
		state, err := sqldb.OpenSQLite(ctx, path, sqldb.SQLiteOptions{Durable: true, Shred: true})
		if err != nil {
			return err
		}
		defer func() { _ = state.Close() }() // it was only read
		source.State = state
	}
	_, err = source.Write(ctx, w, key)
	return err
}

// openLog opens the log of a data directory; running says what to do when a
// Management Node has it.
func openLog(ctx context.Context, data string, stderr io.Writer, running string) (*sqlite.Store, error) {
	dir := filepath.Join(data, "log")
	if _, err := os.Stat(filepath.Join(dir, "events.db")); err != nil { // opening would make one
		return nil, fmt.Errorf("--data: there is no event log in %s: %w", data, err)
	}
	log, err := sqlite.Open(ctx, sqlite.Options{Dir: dir, Logger: slog.New(slog.NewTextHandler(stderr, nil))})
	if errors.Is(err, sqlite.ErrLocked) {
		return nil, fmt.Errorf("a Management Node runs on %s: %s", data, running)
	}
	return log, err
}
