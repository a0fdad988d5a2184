package inventory

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// putService writes a service's row. Its type is empty when the event does not
// say it; then it stays. PINs do not get into the row.
func putService(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, typ events.ServiceType, s events.ServiceSettings) ([]projections.Change, error) {
	hasHost, hasGuest := s.HostPIN != "", s.GuestPIN != ""
	s.HostPIN, s.GuestPIN = "", ""
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("settings of service %s: %w", id, err)
	}
	texts := []string{s.Name, s.Description, s.Tag, s.PrimaryOwnerEmail}
	for _, a := range s.Aliases {
		texts = append(texts, a.Alias)
	}
	tx.Queue(ctx, `INSERT INTO {services} (id, revision, type, name_key, tag_key, body, has_host_pin, has_guest_pin, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name_key = excluded.name_key, tag_key = excluded.tag_key,
			body = excluded.body, has_host_pin = excluded.has_host_pin, has_guest_pin = excluded.has_guest_pin,
			updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), string(typ), foldCase(s.Name), foldCase(s.Tag), string(body), hasHost, hasGuest,
		projections.Micros(e.Meta.Time), searchable(texts...))
	if typ == "" { // there may be rows of before
		tx.Queue(ctx, `DELETE FROM {aliases} WHERE service_id = $1`, id)
		tx.Queue(ctx, `DELETE FROM {dialled} WHERE service_id = $1`, id)
	}
	for _, p := range s.AutomaticParticipants {
		tx.Queue(ctx, `INSERT INTO {dialled} (dialout_id, service_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, p, id)
	}
	for _, a := range s.Aliases {
		tx.Queue(ctx, `INSERT INTO {aliases} (alias, service_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, aliasKey(a.Alias), id)
	}
	return changed(ChangeService, id), nil
}

const serviceColumns = `id, name_key, created_at, revision, type, body, has_host_pin, has_guest_pin, updated_at`

func scanService(scan sql.Scan) (Service, projections.Cursor, error) {
	var m Service
	var c projections.Cursor
	var typ, body string
	var hostPIN, guestPIN, updated int64
	if err := scan(&c.ID, &c.Text, &c.Num, &m.Revision, &typ, &body, &hostPIN, &guestPIN, &updated); err != nil {
		return m, c, err
	}
	var s events.ServiceSettings
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return m, c, fmt.Errorf("settings of service %s: %w", c.ID, err)
	}
	m.ID, m.Type = c.ID, events.ServiceType(typ)
	m.fill(s)
	m.HasHostPIN, m.HasGuestPIN = hostPIN != 0, guestPIN != 0
	m.CreatedAt, m.UpdatedAt = projections.FromMicros(c.Num), projections.FromMicros(updated)
	return m, c, nil
}

func (m *Service) fill(s events.ServiceSettings) {
	for _, a := range s.Aliases {
		m.Aliases = append(m.Aliases, ServiceAlias{Alias: a.Alias, Description: a.Description})
	}
	m.Name, m.Description, m.Tag = s.Name, s.Description, s.Tag
	m.AllowGuests, m.GuestsCanPresent, m.MuteAllGuests = s.AllowGuests, s.GuestsCanPresent, s.MuteAllGuests
	m.EnableChat, m.ParticipantLimit, m.CallType, m.MaxQuality = s.EnableChat, s.ParticipantLimit, s.CallType, s.MaxQuality
	m.MaxCallRateIn, m.MaxCallRateOut, m.Encryption, m.ThemeID = s.MaxCallRateIn, s.MaxCallRateOut, or(s.Encryption, "default"), s.ThemeID
	m.PrimaryOwnerEmail, m.AutomaticParticipants = s.PrimaryOwnerEmail, s.AutomaticParticipants
	m.EnableOverlayText, m.EnableActiveSpeaker = s.EnableOverlayText, s.EnableActiveSpeaker
	m.Layout, m.HostLayout, m.GuestLayout = or(s.Layout, standardLayout), or(s.HostLayout, standardLayout), or(s.GuestLayout, standardLayout)
	m.GuestsCanSeeGuests, m.ForcePresenterIntoMain = or(s.GuestsCanSeeGuests, "no-hosts"), s.ForcePresenterIntoMain
	m.MatchString, m.ReplaceString, m.LookupLocationID, m.Digits = s.MatchString, s.ReplaceString, s.LookupLocationID, s.Digits
	m.Duration = or(s.Duration, standardDuration)
}

// What the events leave zero.
const (
	standardLayout   = "one_main_seven_pips"
	standardDuration = 20
)

func or[T comparable](v, standard T) T {
	var zero T
	if v == zero {
		return standard
	}
	return v
}

// aliasKey is the form in which aliases are compared, the same as that of claims
// (domain.NormaliseKey) and of nodes (config.NormalizeAlias): lists and the dial
// plan test answer what calls find. It is narrower than foldCase, for which ς is
// σ and ı is i.
func aliasKey(alias string) string { return strings.ToLower(strings.TrimSpace(alias)) }
