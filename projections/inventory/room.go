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

func putRoom(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, typ events.ServiceType, s events.ServiceSettings) ([]projections.Change, error) {
	aliases := make([]MeetingRoomAlias, 0, len(s.Aliases))
	texts := []string{s.Name, s.Description, s.Tag}
	for _, a := range s.Aliases {
		aliases = append(aliases, MeetingRoomAlias{Alias: a.Alias, Description: a.Description})
		texts = append(texts, a.Alias)
	}
	body, err := json.Marshal(aliases)
	if err != nil {
		return nil, fmt.Errorf("aliases of service %s: %w", id, err)
	}
	var limit *int64
	if s.ParticipantLimit != nil {
		n := int64(*s.ParticipantLimit)
		limit = &n
	}
	tx.Queue(ctx, `INSERT INTO {rooms} (id, revision, type, name, name_key, description, tag, aliases,
			has_host_pin, allow_guests, has_guest_pin, guests_can_present, mute_all_guests, enable_chat,
			participant_limit, call_type, max_quality, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name, name_key = excluded.name_key,
			description = excluded.description, tag = excluded.tag, aliases = excluded.aliases,
			has_host_pin = excluded.has_host_pin, allow_guests = excluded.allow_guests, has_guest_pin = excluded.has_guest_pin,
			guests_can_present = excluded.guests_can_present, mute_all_guests = excluded.mute_all_guests,
			enable_chat = excluded.enable_chat, participant_limit = excluded.participant_limit,
			call_type = excluded.call_type, max_quality = excluded.max_quality,
			updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), string(typ), s.Name, foldCase(s.Name), s.Description, s.Tag, string(body),
		s.HostPIN != "", s.AllowGuests, s.GuestPIN != "", s.GuestsCanPresent, s.MuteAllGuests, s.EnableChat,
		limit, s.CallType, s.MaxQuality, projections.Micros(e.Meta.Time), searchable(texts...))
	tx.Queue(ctx, `DELETE FROM {aliases} WHERE room_id = $1`, id)
	for _, a := range s.Aliases {
		tx.Queue(ctx, `INSERT INTO {aliases} (alias, room_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, aliasKey(a.Alias), id)
	}
	return changed(ChangeRoom, id), nil
}

// aliasKey is the form in which aliases are compared.
func aliasKey(alias string) string { return foldCase(strings.TrimSpace(alias)) }

func putSettings(ctx context.Context, tx *sql.Tx, e events.Recorded, s events.GlobalSettings) ([]projections.Change, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	tx.Queue(ctx, `INSERT INTO {settings} (id, revision, body) VALUES (1, $1, $2)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, body = excluded.body`, revision(e), string(body))
	return changed(ChangeSettings, "settings"), nil
}
