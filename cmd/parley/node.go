package main

import (
	"errors"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-video/parley/cmd/internal/conferencing"
	"github.com/parley-video/parley/internal/version"
	"github.com/parley-video/parley/nodeagent/enrol"
)

func nodeCommand() *cobra.Command {
	o := conferencing.Options{Version: version.Version}
	cmd := &cobra.Command{
		Use:   "node",
		Short: "Run a Conferencing Node: calls, media and the client API",
		Long: `Runs a Conferencing Node. The first time it needs the provisioning document that
the Management Node made for it: from a file (--provision), from the metadata of
the cloud instance that it runs on (--provision-metadata), or uploaded in a browser
at the page that it serves at --listen until then. Afterwards everything it needs
is in its data directory, and it takes calls whether or not the Management Node is
there.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := withLifeline(cmd.Context())
			defer cancel()
			o.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			return conferencing.Serve(ctx, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Data, "data", "data/node", "directory that keeps the node's identity, configuration and outbox")
	f.StringVar(&o.Provision, "provision", "", "provisioning document to enrol with")
	f.StringVar(&o.Metadata, "provision-metadata", "", "read the provisioning document from the metadata of a cloud instance: ec2, gcp or azure")
	f.StringVar(&o.MetadataURL, "metadata-url", "", "where the metadata is served, for instance http://[fd00:ec2::254] (default: http://169.254.169.254)")
	f.DurationVar(&o.MetadataWait, "metadata-wait", defaultMetadataWait, "how long to wait for the document in the metadata")
	f.StringSliceVar(&o.ControlURLs, "control-url", nil, "where a Management Node's link is, https://host:port; may be given several times (default: as provisioned)")
	f.StringVar(&o.Listen, "listen", ":8443", "address of the client API and the participants' pages; plain HTTP on loopback, otherwise TLS")
	f.StringVar(&o.MediaListen, "media-listen", ":8443", "UDP address of all media")
	f.StringVar(&o.ClusterListen, "cluster-listen", ":8445", "address at which other nodes reach this one, TCP and UDP")
	f.StringSliceVar(&o.MediaPublic, "media-public", nil, "addresses that participants see instead of the local ones (one-to-one NAT)")
	f.StringVar(&o.ClientURL, "client-url", "", "how participants reach the node (default: from --listen)")
	f.StringVar(&o.TLSCert, "tls-cert", "", "file with the web certificate chain (PEM)")
	f.StringVar(&o.TLSKey, "tls-key", "", "file with the key of the web certificate (PEM)")
	return cmd
}

// defaultMetadataWait is time to make a node's record after its instance.
const defaultMetadataWait = 15 * time.Minute

// nodeEnrolled reports whether a data directory holds a node's identity that
// leads to this node link; another --port makes another link.
func nodeEnrolled(dir, linkURL string) (bool, error) {
	identity, err := enrol.LoadIdentity(dir)
	if errors.Is(err, enrol.ErrNotEnrolled) {
		return false, nil
	}
	return err == nil && identity.ControlURL == linkURL, err
}
