package config

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/parley-video/parley/nodeagent/internal/sqlitefile"
	"github.com/parley-video/parley/nodeagent/link"
)

// view is the configuration in memory. It has no lock of its own.
type view struct {
	position  string
	services  map[string]link.Service
	nodes     map[string]link.Node
	locations map[string]link.Location
	settings  link.Settings
	aliases   map[string]string // normalised alias to service id
	// contested holds every claimant of an alias that several services claim.
	// The control plane prevents that; should it fail to, the smallest id wins,
	// whatever the order in which the claims came.
	contested map[string][]string
}

func newView() *view {
	return &view{
		services: map[string]link.Service{}, nodes: map[string]link.Node{}, locations: map[string]link.Location{},
		settings: defaultSettings, aliases: map[string]string{}, contested: map[string][]string{},
	}
}

// load reads the whole file.
func load(db *sql.DB) (*view, error) {
	v := newView()
	if err := db.QueryRow("SELECT position FROM meta WHERE id = 1").Scan(&v.position); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("no position: %w", ErrCorrupt)
		}
		return nil, sqlitefile.Classify(err)
	}
	rows, err := db.Query("SELECT kind, id, body FROM entity")
	if err != nil {
		return nil, sqlitefile.Classify(err)
	}
	defer rows.Close()
	for rows.Next() {
		var e link.Entity
		if err := rows.Scan(&e.Kind, &e.ID, (*[]byte)(&e.Body)); err != nil {
			return nil, sqlitefile.Classify(err)
		}
		body, err := decode(e)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		v.put(body)
	}
	return v, sqlitefile.Classify(rows.Err())
}

// decode reads an entity's body and holds it against the entity's name. A kind
// that this version does not know gives nil: it is kept on the disk for the
// version that does.
func decode(e link.Entity) (any, error) {
	body, err := e.Decode()
	if errors.Is(err, link.ErrUnknownType) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	id := e.ID
	switch b := body.(type) {
	case link.Service:
		id = b.ID
	case link.Node:
		id = b.ID
	case link.Location:
		id = b.ID
	}
	if id != e.ID {
		return nil, fmt.Errorf("%s %s: body.id is %q: %w", e.Kind, e.ID, id, link.ErrMalformed)
	}
	return body, nil
}

// put adds or replaces an entity.
func (v *view) put(body any) {
	switch b := body.(type) {
	case link.Service:
		v.unclaim(v.services[b.ID])
		v.services[b.ID] = b
		v.claim(b)
	case link.Node:
		v.nodes[b.ID] = b
	case link.Location:
		v.locations[b.ID] = b
	case link.Settings:
		v.settings = b
	}
}

// remove takes an entity out.
func (v *view) remove(ref link.EntityRef) {
	switch ref.Kind {
	case link.KindService, link.KindAuditorium:
		v.unclaim(v.services[ref.ID])
		delete(v.services, ref.ID)
	case link.KindNode:
		delete(v.nodes, ref.ID)
	case link.KindLocation:
		delete(v.locations, ref.ID)
	case link.KindSettings:
		v.settings = defaultSettings
	}
}

func (v *view) claim(s link.Service) {
	for _, alias := range s.Aliases {
		key := NormalizeAlias(alias)
		owner, taken := v.aliases[key]
		if !taken || owner == s.ID {
			v.aliases[key] = s.ID
			continue
		}
		claimants := v.contested[key]
		if claimants == nil {
			claimants = []string{owner}
		}
		if i, found := slices.BinarySearchFunc(claimants, s.ID, cmp.Compare[string]); !found {
			claimants = slices.Insert(claimants, i, s.ID)
		}
		v.contested[key] = claimants
		v.aliases[key] = claimants[0]
	}
}

func (v *view) unclaim(s link.Service) {
	for _, alias := range s.Aliases {
		key := NormalizeAlias(alias)
		claimants, contested := v.contested[key]
		if !contested {
			if v.aliases[key] == s.ID {
				delete(v.aliases, key)
			}
			continue
		}
		claimants = slices.DeleteFunc(claimants, func(id string) bool { return id == s.ID })
		v.aliases[key] = claimants[0]
		if v.contested[key] = claimants; len(claimants) == 1 {
			delete(v.contested, key)
		}
	}
}
