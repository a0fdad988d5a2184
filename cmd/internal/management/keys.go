package management

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/parley-video/parley/control/privacy"
	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/projections/nodeconfig"
)

// keys are the deployment's secrets on disk.
type keys struct {
	sealer *seal.Sealer
	cookie []byte
	ca     *pki.CA
	// members signs what Management Nodes say to each other.
	members []byte
	// cluster makes the keys that encrypt gossip between nodes.
	cluster nodeconfig.ClusterKey
	// fingerprint tells sets of keys apart, and nothing about them.
	fingerprint string
}

// openKeys opens the keys in the data directory, or makes them.
func openKeys(dir string) (keys, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return keys{}, fmt.Errorf("make the key directory: %w", err)
	}
	secret, err := seal.LoadOrCreateKey(filepath.Join(dir, "seal.key"))
	if err != nil {
		return keys{}, fmt.Errorf("key of sealed secrets: %w", err)
	}
	sealer, err := seal.New(secret)
	if err != nil {
		return keys{}, fmt.Errorf("key of sealed secrets: %w", err)
	}
	cookie, err := seal.LoadOrCreateKey(filepath.Join(dir, "session.key"))
	if err != nil {
		return keys{}, fmt.Errorf("key of sessions: %w", err)
	}
	ca, err := pki.LoadOrCreate(filepath.Join(dir, "ca"), time.Now())
	if err != nil {
		return keys{}, fmt.Errorf("certificate authority: %w", err)
	}
	if _, err := ca.Derive(clusterKeyLabel, clusterKeySize); err != nil {
		return keys{}, fmt.Errorf("certificate authority: %w", err)
	}
	cluster := func(since string) []byte {
		label := clusterKeyLabel
		if since != "" {
			label += " since " + since
		}
		key, _ := ca.Derive(label, clusterKeySize) // it has worked with another label
		return key
	}
	members := hmac.New(sha256.New, secret)
	members.Write([]byte("between Management Nodes"))
	return keys{
		sealer: sealer, cookie: cookie, ca: ca, members: members.Sum(nil), cluster: cluster,
		fingerprint: fingerprint(secret, cookie, ca.PEM()),
	}, nil
}

const (
	clusterKeyLabel = "parley gossip between Conferencing Nodes"
	clusterKeySize  = 32 // that of AES-256
)

// openShield puts the shield over the log, under which personal data is sealed.
func (m *Management) openShield(ctx context.Context) error {
	ring, err := privacy.OpenKeyring(ctx, m.state, m.keys.sealer, privacy.KeyringOptions{})
	if err != nil {
		return fmt.Errorf("open the keys of personal data: %w", err)
	}
	m.ring = ring
	m.shield, m.store, err = privacy.NewShield(m.log, ring, m.o.Log)
	return err
}
