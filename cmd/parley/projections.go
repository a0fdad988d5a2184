package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// remoteFlags lead to a running Management Node.
type remoteFlags struct{ url, token string }

func (r *remoteFlags) register(cmd *cobra.Command, scope string) {
	cmd.PersistentFlags().StringVar(&r.url, "url", os.Getenv("PARLEY_URL"), "address of the Management Node, for example http://127.0.0.1:8080")
	cmd.PersistentFlags().StringVar(&r.token, "token", os.Getenv("PARLEY_TOKEN"), "API token with the scopes "+scope)
}

func (r *remoteFlags) client() (*apiClient, error) {
	if r.url == "" {
		return nil, errors.New("give --url (or PARLEY_URL)")
	}
	if u, err := url.Parse(r.url); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("--url: %q is not http(s)://host:port", r.url)
	}
	c, err := newAPIClient(strings.TrimRight(r.url, "/"))
	if err != nil {
		return nil, err
	}
	c.token = r.token
	return c, nil
}

func projectionsCommand() *cobra.Command {
	var r remoteFlags
	cmd := &cobra.Command{
		Use:   "projections",
		Short: "Look after the read models that are folded from the event log",
		Long: `Every list and page is read from projections: rows that are folded from the
event log. They can be folded anew at any time; the old rows are served until
the new ones are complete.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	r.register(cmd, "config:read and, to change something, system:write")
	cmd.AddCommand(projectionsListCommand(&r), projectionsStatusCommand(&r), projectionsRebuildCommand(&r), projectionsRetryCommand(&r))
	return cmd
}

// projectionStatus is a read model as the API shows it.
type projectionStatus struct {
	Name            string   `json:"name"`
	State           string   `json:"state"`
	Position        string   `json:"position"`
	Lag             *string  `json:"lag"`
	LagSeconds      *float64 `json:"lagSeconds"`
	EventsPerSecond float64  `json:"eventsPerSecond"`
	Error           *string  `json:"error"`
	Leader          bool     `json:"leader"`
	Rebuilding      *struct {
		Position string `json:"position"`
		Target   string `json:"target"`
	} `json:"rebuilding"`
}

const projectionFields = `name state position lag lagSeconds eventsPerSecond error leader rebuilding { position target }`

func (c *apiClient) projections(ctx context.Context) ([]projectionStatus, error) {
	var all []projectionStatus
	err := c.do(ctx, `query Projections { projections { `+projectionFields+` } }`, nil, &all)
	return all, err
}

func projectionsListCommand(r *remoteFlags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the read models and how they are",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := r.client()
			if err != nil {
				return err
			}
			all, err := c.projections(cmd.Context())
			if err != nil {
				return err
			}
			return printProjections(cmd.OutOrStdout(), all, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object per line")
	return cmd
}

func printProjections(out io.Writer, all []projectionStatus, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(out)
		for _, p := range all {
			if err := enc.Encode(p); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tSTATE\tPOSITION\tLAG\tBEHIND\tEVENTS/S\tLEADER")
	for _, p := range all {
		lag, behind := "?", "?"
		if p.Lag != nil {
			lag = *p.Lag
		}
		if p.LagSeconds != nil {
			behind = time.Duration(*p.LagSeconds * float64(time.Second)).Round(time.Millisecond).String()
		}
		state := strings.ToLower(strings.ReplaceAll(p.State, "_", " "))
		if p.Rebuilding != nil {
			state += ", rebuilding"
		}
		leader := "here"
		if !p.Leader {
			leader = "elsewhere"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%.0f\t%s\n", p.Name, state, p.Position, lag, behind, p.EventsPerSecond, leader)
	}
	return w.Flush()
}

func projectionsStatusCommand(r *remoteFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "status [NAME ...]",
		Short: "Say what is wrong with read models; ends with 1 when one does not follow the log",
		RunE: func(cmd *cobra.Command, names []string) error {
			c, err := r.client()
			if err != nil {
				return err
			}
			all, err := c.projections(cmd.Context())
			if err != nil {
				return err
			}
			if all, err = pick(all, names); err != nil {
				return err
			}
			if err := printProjections(cmd.OutOrStdout(), all, false); err != nil {
				return err
			}
			var unhealthy []string
			for _, p := range all {
				if p.Error != nil {
					fmt.Fprintf(cmd.OutOrStdout(), "\n%s: %s\n", p.Name, *p.Error)
				}
				if p.State != "LIVE" {
					unhealthy = append(unhealthy, p.Name)
				}
			}
			if len(unhealthy) > 0 {
				return fmt.Errorf("not following the log: %s", strings.Join(unhealthy, ", "))
			}
			return nil
		},
	}
}

// pick finds read models by name; no name means all.
func pick(all []projectionStatus, names []string) ([]projectionStatus, error) {
	if len(names) == 0 {
		return all, nil
	}
	var found []projectionStatus
	for _, name := range names {
		i := slices.IndexFunc(all, func(p projectionStatus) bool { return p.Name == name })
		if i < 0 {
			known := make([]string, len(all))
			for i, p := range all {
				known[i] = p.Name
			}
			return nil, fmt.Errorf("there is no read model %q; there are %s", name, strings.Join(known, ", "))
		}
		found = append(found, all[i])
	}
	return found, nil
}

func projectionsRetryCommand(r *remoteFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "retry NAME",
		Short: "Let a parked read model try its event again",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			c, err := r.client()
			if err != nil {
				return err
			}
			var answer struct{}
			return c.do(cmd.Context(), `mutation Retry($name: String!) { projectionRetry(input: {name: $name}) { userErrors { code field message } } }`,
				map[string]any{"name": names[0]}, &answer)
		},
	}
}

func projectionsRebuildCommand(r *remoteFlags) *cobra.Command {
	var all, detach bool
	cmd := &cobra.Command{
		Use:   "rebuild {NAME ... | --all}",
		Short: "Fold read models anew, beside the rows that are served meanwhile",
		RunE: func(cmd *cobra.Command, names []string) error {
			if all == (len(names) > 0) {
				return errors.New("name read models, or give --all")
			}
			c, err := r.client()
			if err != nil {
				return err
			}
			b := rebuilder{client: c, out: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), detach: detach, every: 200 * time.Millisecond}
			return b.run(cmd.Context(), names)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "all read models that are kept in a database")
	cmd.Flags().BoolVar(&detach, "no-wait", false, "do not wait for the end")
	return cmd
}

// rebuilder starts rebuilds and watches them.
type rebuilder struct {
	client      *apiClient
	out, stderr io.Writer
	detach      bool
	every       time.Duration
}

func (b rebuilder) run(ctx context.Context, names []string) error {
	now, err := b.client.projections(ctx)
	if err != nil {
		return err
	}
	chosen, err := pick(now, names)
	if err != nil {
		return err
	}
	for _, p := range chosen {
		var refused *errRefused
		switch err := b.one(ctx, p.Name); {
		case errors.As(err, &refused) && len(names) == 0: // one that is folded at every start
			fmt.Fprintf(b.out, "%s: %s\n", p.Name, refused.errors[0].Message)
		case err != nil:
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return nil
}

func (b rebuilder) one(ctx context.Context, name string) error {
	var answer struct{}
	began := time.Now()
	err := b.client.do(ctx, `mutation Rebuild($name: String!) { projectionRebuild(input: {name: $name}) { userErrors { code field message } } }`,
		map[string]any{"name": name}, &answer)
	if err != nil {
		return err
	}
	if b.detach {
		fmt.Fprintf(b.out, "%s: begun\n", name)
		return nil
	}
	if err := b.watch(ctx, name); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%s: done in %s\n", name, time.Since(began).Round(10*time.Millisecond))
	return nil
}

// watch returns when the new rows are served.
func (b rebuilder) watch(ctx context.Context, name string) error {
	bar := b.bar(name)
	defer bar.Close() // it is for the eye
	tick := time.NewTicker(b.every)
	defer tick.Stop()
	for {
		all, err := b.client.projections(ctx)
		if err != nil {
			return err
		}
		p, err := pick(all, []string{name})
		if err != nil {
			return err
		}
		switch {
		case p[0].State == "PARKED" && p[0].Error != nil:
			return fmt.Errorf("stopped: %s", *p[0].Error)
		case p[0].Rebuilding != nil:
			bar.at(p[0].Rebuilding.Position, p[0].Rebuilding.Target)
		case p[0].State == "LIVE":
			bar.at(p[0].Position, p[0].Position)
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// bar shows a bar on a terminal and nothing elsewhere.
func (b rebuilder) bar(name string) progress {
	f, ok := b.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions64(1,
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(name), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("events"), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
	)}
}

type progress struct{ bar *progressbar.ProgressBar }

// at moves the bar. Positions are opaque; as a measure for the eye they do.
func (p progress) at(position, target string) {
	if p.bar == nil {
		return
	}
	n, err := strconv.ParseInt(position, 10, 64)
	m, merr := strconv.ParseInt(target, 10, 64)
	if err != nil || merr != nil {
		return
	}
	p.bar.ChangeMax64(max(m, 1))
	_ = p.bar.Set64(n) // it is for the eye
}

// Close ends the bar.
func (p progress) Close() error {
	if p.bar == nil {
		return nil
	}
	return p.bar.Close()
}
