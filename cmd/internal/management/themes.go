package management

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/parley-video/parley/cmd/internal/themefiles"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/access"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph"
	"github.com/parley-video/parley/graph/auth"
)

// themeFiles takes and gives the files of themes.
func (m *Management) themeFiles() http.Handler {
	return themefiles.Handler(themefiles.Options{Themes: m.themes, Caller: m.themeCaller, RawID: graph.RawThemeID, Log: m.o.Log})
}

// themeCaller says who asks for files, and whether they may.
func (m *Management) themeCaller(r *http.Request, write bool) (control.Envelope, error) {
	p, err := m.caller(r, true)
	if errors.Is(err, access.ErrUnauthenticated) {
		return control.Envelope{}, themefiles.ErrUnauthenticated
	}
	if err != nil {
		return control.Envelope{}, err
	}
	needs := scopes.ScopeConfigRead
	if write {
		needs = scopes.ScopeConfigWrite
	}
	if !slices.Contains(p.Scopes, needs) {
		return control.Envelope{}, fmt.Errorf("%w: %s", themefiles.ErrForbidden, needs)
	}
	kind := events.ActorAdministrator
	if auth.FromRequest(r).Token != "" {
		kind = events.ActorToken
	}
	return control.Envelope{Actor: events.Actor{Kind: kind, ID: p.ID, Name: p.Name}, Source: auth.Source(r)}, nil
}
