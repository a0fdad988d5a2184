package main

import (
	"cmp"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/management"
	"github.com/parley-video/parley/internal/gctune"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/internal/version"
)

func serveCommand() *cobra.Command { return serveWith(func(*management.Options) error { return nil }) }

// serveWith is the command with what there is besides its flags.
func serveWith(more func(*management.Options) error) *cobra.Command {
	o := management.Options{Version: version.Version}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run a Management Node: configuration, event log, API and administrators' interface",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := withLifeline(cmd.Context())
			defer cancel()
			gctune.Set()
			// They may hold passwords, which are better not on the command line.
			o.EventStore = cmp.Or(o.EventStore, os.Getenv("PARLEY_EVENT_STORE"))
			o.ReadModels = cmp.Or(o.ReadModels, os.Getenv("PARLEY_READ_MODELS"))
			o.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			if err := more(&o); err != nil {
				return err
			}
			m, err := management.New(ctx, o)
			if err != nil {
				return err
			}
			return m.Run(ctx)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Data, "data", "data/management", "directory that keeps the log, the read models and the keys")
	f.StringVar(&o.Listen, "listen", "127.0.0.1:8080", "address of the web interface and the API; plain HTTP on loopback, otherwise TLS")
	f.StringVar(&o.LinkListen, "link-listen", ":8444", "address of the node link (TLS)")
	f.StringVar(&o.ESDBListen, "esdb-listen", "", "address at which EventStoreDB clients may read the event log, for example 127.0.0.1:2113 (TLS); empty: nowhere")
	f.StringSliceVar(&o.LinkURLs, "link-url", nil, "how nodes reach the node link, https://host:port (default: from --link-listen); with several Management Nodes given for each, this one first")
	f.StringVar(&o.PublicURL, "public-url", "", "how people reach the web interface, for the other Management Nodes to show")
	f.StringVar(&o.EventStore, "event-store", "", "connection string esdb://… of an event store; or in PARLEY_EVENT_STORE (default: embedded in --data)")
	f.StringVar(&o.ReadModels, "read-models", "", "connection string postgres://… of the database for read models; or in PARLEY_READ_MODELS (default: files in --data)")
	f.StringVar(&o.TLSCert, "tls-cert", "", "file with the web certificate chain (PEM)")
	f.StringVar(&o.TLSKey, "tls-key", "", "file with the key of the web certificate (PEM)")
	f.DurationVar(&o.NodeCertificateLife, "node-certificate-life", pki.NodeLife, "how long the certificates live that nodes connect with; they are renewed after two thirds")
	f.DurationVar(&o.KeepCallers, "keep-callers", 90*24*time.Hour, "how long the addresses of callers who were not admitted stay readable; 0: as long as the log")
	f.BoolVar(&o.AllowLocalSignIn, "allow-local-sign-in", false, "let local accounts sign in although the settings do not: the way back when every other way is shut")
	f.IntVar(&o.RequestsPerMinute, "requests-per-minute", 1000, "how many requests each account and API token may send a minute; 0: any number")
	f.StringVar(&o.CloudScripts, "cloud-scripts", "", "folder of the operator's scripts that list, start and stop machines at clouds, with a folder for each account; empty: none")
	f.StringSliceVar(&o.CloudEndpoints, "cloud-endpoints", nil, "hosts of clouds with the protocol of EC2 that accounts without an access key may be asked at with the role of this machine, besides those of AWS")
	f.StringVar(&o.FirstAdministrator, "first-administrator", "", `private file with {"username","password"} of the account to make when there is none`)
	return cmd
}
