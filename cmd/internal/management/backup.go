package management

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/parley-video/parley/cmd/internal/backup"
	"github.com/parley-video/parley/control/access"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/auth"
)

// backups makes backups for whoever may have everything. A log that another
// server keeps is not part of them.
func (m *Management) backups() http.Handler {
	log, _ := m.log.(backup.Log)
	return backup.Handler(backup.HandlerOptions{
		Source: backup.Source{
			Log: log, State: m.state, Keys: filepath.Join(m.o.Data, "keys"), Temp: m.o.Data, Version: m.o.Version,
		},
		Allowed: m.mayBackUp, Log: m.o.Log,
	})
}

// mayBackUp wants a token: a session cookie may come from another site's page. A
// token that is for some streams or types of events only is not for all of them.
func (m *Management) mayBackUp(r *http.Request, keys bool) error {
	if auth.FromRequest(r).Token == "" {
		return backup.ErrUnauthenticated
	}
	p, err := m.caller(r, true)
	if errors.Is(err, access.ErrUnauthenticated) {
		return backup.ErrUnauthenticated
	}
	if err != nil {
		return err
	}
	needs := []string{scopes.ScopeSystemWrite, scopes.ScopePersonalRead}
	if keys { // who has the keys can make credentials of any kind
		needs = append(needs, scopes.ScopeAccessWrite)
	}
	for _, scope := range needs {
		if !slices.Contains(p.Scopes, scope) {
			return fmt.Errorf("%w: %s", backup.ErrForbidden, scope)
		}
	}
	if len(p.Reach.Streams) > 0 || len(p.Reach.Types) > 0 {
		return fmt.Errorf("%w: it is for some events only", backup.ErrForbidden)
	}
	return nil
}
