package management

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
)

// credentials are what the file of the first administrator holds; other fields
// of it are not ours.
type credentials struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

// firstAdministrator makes an account when nobody could sign in otherwise.
func (m *Management) firstAdministrator(ctx context.Context) error {
	first := credentials{Username: "admin", Password: rand.Text()}
	if m.o.FirstAdministrator != "" {
		var err error
		if first, err = readCredentials(m.o.FirstAdministrator); err != nil {
			return err
		}
	}
	made, err := m.access.EnsureFirstAdministrator(ctx, first.Username, first.Password)
	if err != nil {
		return err
	}
	if made && m.o.FirstAdministrator == "" {
		m.o.Log.Warn("made the first administrator; this password is shown once", "username", first.Username, "password", first.Password)
	}
	return nil
}

// initialSettings writes the defaults once, so that there is a revision that
// the first change can expect.
func (m *Management) initialSettings(ctx context.Context) error {
	_, err := m.executor.Execute(ctx, control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, settings.Initialise{})
	if err != nil {
		return fmt.Errorf("write the initial settings: %w", err)
	}
	_, err = m.executor.Execute(ctx, control.Envelope{Actor: events.Actor{Kind: events.ActorSystem}}, signin.Initialise{})
	if err != nil {
		return fmt.Errorf("write the initial sign-in settings: %w", err)
	}
	return nil
}

func readCredentials(path string) (credentials, error) {
	info, err := os.Stat(path)
	if err != nil {
		return credentials{}, fmt.Errorf("first administrator: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return credentials{}, fmt.Errorf("first administrator: %s must be readable by its owner only (chmod 600)", path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return credentials{}, fmt.Errorf("first administrator: %w", err)
	}
	var c credentials
	if err := json.Unmarshal(raw, &c); err != nil {
		return credentials{}, fmt.Errorf("first administrator: %s: %w", path, err)
	}
	if c.Username == "" || c.Password == "" {
		return credentials{}, errors.New("first administrator: username and password must both be given")
	}
	return c, nil
}
