package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/parley-video/parley/cmd/internal/management"
)

func administratorCommand() *cobra.Command {
	f := &administratorFlags{}
	cmd := &cobra.Command{
		Use:   "administrator",
		Short: "Let local administrators in again",
		Long: `The way back in for whoever has the machine. With --data it works on the data
directory of a Management Node that is not running (stop it for the moment:
calls go on, nodes queue what happens); with --event-store besides, the log is
there and Management Nodes may run. With --url and --token it asks a running one,
with the rights of the token.`,
		Args: cobra.NoArgs, // an unknown subcommand is an error
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := cmd.PersistentFlags()
	flags.StringVar(&f.data, "data", "", "data directory of the Management Node, which has the keys")
	flags.StringVar(&f.eventStore, "event-store", "", "connection string esdb://… if the log is not in --data; or in PARLEY_EVENT_STORE")
	f.register(cmd, "config:read and access:write")
	cmd.AddCommand(administratorListCommand(f), administratorUnlockCommand(f), administratorPasswordCommand(f))
	return cmd
}

// administratorFlags lead to a deployment, running or not.
type administratorFlags struct {
	remoteFlags
	data, eventStore string
}

// accounts are the local administrators, wherever they are looked at.
type accounts interface {
	Accounts(ctx context.Context) ([]management.Account, error)
	Unlock(ctx context.Context, username string) (changed bool, err error)
	SetPassword(ctx context.Context, username, password string) error
	Close() error
}

func (f *administratorFlags) with(cmd *cobra.Command, do func(context.Context, accounts) error) error {
	all, err := f.open(cmd)
	if err != nil {
		return err
	}
	return errors.Join(do(cmd.Context(), all), all.Close())
}

func (f *administratorFlags) open(cmd *cobra.Command) (accounts, error) {
	switch {
	case f.data != "" && cmd.Flags().Changed("url"):
		return nil, errors.New("give either --data or --url (and --token)")
	case f.data != "":
		rescue, err := management.OpenRescue(cmd.Context(), management.RescueOptions{
			Data: f.data, EventStore: cmp.Or(f.eventStore, os.Getenv("PARLEY_EVENT_STORE")),
			Log: slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil)),
		})
		if errors.Is(err, management.ErrRunning) {
			return nil, fmt.Errorf("a Management Node runs on %s: stop it for the moment, or ask it with --url and --token", f.data)
		}
		if err != nil {
			return nil, fmt.Errorf("--data: %w", err)
		}
		return rescue, nil
	case f.url != "":
		client, err := f.client()
		if err != nil {
			return nil, err
		}
		return &remoteAccounts{client}, nil
	default:
		return nil, errors.New("give either --data or --url (and --token)")
	}
}

func administratorListCommand(f *administratorFlags) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the local administrators and who is locked", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.with(cmd, func(ctx context.Context, all accounts) error {
				list, err := all.Accounts(ctx)
				if err != nil {
					return err
				}
				return printAccounts(cmd.OutOrStdout(), list)
			})
		},
	}
}

func printAccounts(out io.Writer, list []management.Account) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "USERNAME\tROLE\tSTATE")
	for _, a := range list {
		state := "enabled"
		if !a.Enabled {
			state = "disabled"
		}
		if !a.LockedUntil.IsZero() {
			state += ", locked until " + a.LockedUntil.UTC().Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", a.Username, a.Role, state)
	}
	return w.Flush()
}

func administratorUnlockCommand(f *administratorFlags) *cobra.Command {
	return &cobra.Command{
		Use: "unlock USERNAME", Short: "Unlock an account after too many wrong passwords", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.with(cmd, func(ctx context.Context, all accounts) error {
				changed, err := all.Unlock(ctx, args[0])
				if err != nil {
					return err
				}
				said := "%s can sign in again\n"
				if !changed {
					said = "%s was not locked\n"
				}
				_, err = fmt.Fprintf(cmd.ErrOrStderr(), said, args[0])
				return err
			})
		},
	}
}

func administratorPasswordCommand(f *administratorFlags) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "set-password USERNAME",
		Short: "Set a new password, which also unlocks the account and ends its sessions",
		Long: `Asks for the new password on a terminal; otherwise it is the first line of
--password-file, which only its owner may read, or of the standard input.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			password, err := newPassword(cmd, file)
			if err != nil {
				return err
			}
			return f.with(cmd, func(ctx context.Context, all accounts) error {
				if err := all.SetPassword(ctx, args[0], password); err != nil {
					return err
				}
				_, err := fmt.Fprintf(cmd.ErrOrStderr(), "%s has a new password\n", args[0])
				return err
			})
		},
	}
	cmd.Flags().StringVar(&file, "password-file", "", "private file with the new password")
	return cmd
}

func newPassword(cmd *cobra.Command, file string) (string, error) {
	if file != "" {
		text, err := readPrivate("--password-file", file)
		if err != nil {
			return "", err
		}
		first, _, _ := strings.Cut(text, "\n")
		return strings.TrimRight(first, "\r"), nil
	}
	if in, ok := cmd.InOrStdin().(*os.File); ok && term.IsTerminal(int(in.Fd())) { // descriptors are small
		fmt.Fprint(cmd.ErrOrStderr(), "New password: ")
		first, err := term.ReadPassword(int(in.Fd())) // see above
		fmt.Fprint(cmd.ErrOrStderr(), "\nOnce more: ")
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		second, err := term.ReadPassword(int(in.Fd())) // see above
		fmt.Fprintln(cmd.ErrOrStderr())
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		if string(first) != string(second) {
			return "", errors.New("the passwords differ")
		}
		return string(first), nil
	}
	raw, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 4096))
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimRight(first, "\r"), nil
}

// remoteAccounts asks a running Management Node.
type remoteAccounts struct{ api *apiClient }

type remoteAccount struct {
	ID, Username string
	Enabled      bool
	AssignedRole struct{ Name string }
	Lock         *struct{ Until time.Time }
	// External is set for people whom another system vouches for: they may have
	// anybody's name, and no password here.
	External *struct{ Source string }
}

// all lists the local accounts.
func (r *remoteAccounts) all(ctx context.Context) ([]remoteAccount, error) {
	var all []remoteAccount
	for after := (*string)(nil); ; {
		var page struct {
			Nodes    []remoteAccount
			PageInfo struct {
				HasNextPage bool
				EndCursor   *string
			}
		}
		err := r.api.do(ctx, `query Administrators($after: String) { administrators(first: 100, after: $after) {
			nodes { id username enabled assignedRole { name } lock { until } external { source } } pageInfo { hasNextPage endCursor } } }`,
			map[string]any{"after": after}, &page)
		if err != nil {
			return nil, err
		}
		for _, one := range page.Nodes {
			if one.External == nil {
				all = append(all, one)
			}
		}
		if !page.PageInfo.HasNextPage {
			return all, nil
		}
		after = page.PageInfo.EndCursor
	}
}

func (r *remoteAccounts) Accounts(ctx context.Context) ([]management.Account, error) {
	all, err := r.all(ctx)
	list := make([]management.Account, 0, len(all))
	for _, a := range all {
		one := management.Account{Username: a.Username, Role: a.AssignedRole.Name, Enabled: a.Enabled}
		if a.Lock != nil {
			one.LockedUntil = a.Lock.Until
		}
		list = append(list, one)
	}
	return list, err
}

func (r *remoteAccounts) find(ctx context.Context, username string) (remoteAccount, error) {
	all, err := r.all(ctx)
	if err != nil {
		return remoteAccount{}, err
	}
	for _, a := range all {
		if strings.EqualFold(a.Username, strings.TrimSpace(username)) {
			return a, nil
		}
	}
	return remoteAccount{}, fmt.Errorf("there is no administrator %q", username)
}

func (r *remoteAccounts) Unlock(ctx context.Context, username string) (bool, error) {
	a, err := r.find(ctx, username)
	if err != nil {
		return false, err
	}
	return a.Lock != nil, r.api.do(ctx, `mutation Unlock($id: ID!) { administratorUnlock(input: {id: $id}) { userErrors { code field message } } }`,
		map[string]any{"id": a.ID}, new(struct{}))
}

func (r *remoteAccounts) SetPassword(ctx context.Context, username, password string) error {
	a, err := r.find(ctx, username)
	if err != nil {
		return err
	}
	return r.api.do(ctx, `mutation SetPassword($id: ID!, $password: String!) {
		administratorSetPassword(input: {id: $id, password: $password}) { userErrors { code field message } } }`,
		map[string]any{"id": a.ID, "password": password}, new(struct{}))
}

func (*remoteAccounts) Close() error { return nil }
