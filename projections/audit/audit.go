package audit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "audit"

// ChangeEntry is the kind of Change: a new entry, by its identifier.
const ChangeEntry = "audit"

// Audit is the read model.
type Audit struct {
	handler *sql.Handler
	db      *sql.DB
}

// New makes the read model in a database.
func New(db *sql.DB) *Audit {
	return &Audit{handler: sql.NewHandler(db, fold{together: db.Together()}), db: db}
}

// Handler is what the runner drives.
func (a *Audit) Handler() *sql.Handler { return a.handler }

// fold is the projection. It depends on nothing but how many rows its database
// likes to be added together.
type fold struct{ together int }

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 2 } // 2: what an entry did stands beside it

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"location.", "service.", "settings.", "administrator.", "token.", "webhook.", "role.", "policyprofile.",
		"rule.", "dialout.", "device.",
		"theme.", "cloudaccount.", "burstschedule.",
		"alarm.acknowledged.",
		"node.created.", "node.updated.", "node.removed.", "node.provisioning-issued.", "node.enrolled.", "node.maintenance-",
		"node.certificate-", "certificate.",
		"node.burst-start-requested.", "node.burst-draining.", "node.burst-stop-requested.", "node.burst-kept.",
		"signin.",
		"conference.started.", "conference.ended.", "conference.locked.", "conference.unlocked.", "conference.guests-",
		"conference.participant-admitted.", "conference.participant-left.", "conference.participant-muted.",
		"conference.participant-unmuted.", "conference.participant-role-changed.", "conference.participant-erased.",
	}}
}

func (fold) Tables() []string { return []string{"entries", "details", "objects", "conferences"} }

func (fold) Schema() []string {
	return []string{
		`CREATE TABLE {entries} (
			position BIGINT PRIMARY KEY, id KEYTEXT NOT NULL UNIQUE, time BIGINT NOT NULL,
			actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, actor_search KEYTEXT NOT NULL,
			source TEXT NOT NULL, correlation TEXT NOT NULL,
			entity_kind TEXT NOT NULL, entity_id KEYTEXT NOT NULL, entity_name TEXT NOT NULL,
			action TEXT NOT NULL, event_type TEXT NOT NULL, summary TEXT NOT NULL, search KEYTEXT NOT NULL,
			changed BIGINT NOT NULL)`,
		`CREATE INDEX {entries}_entity ON {entries} (entity_id, entity_kind, position)`,
		`CREATE INDEX {entries}_kind ON {entries} (entity_kind, position)`,
		`CREATE INDEX {entries}_time ON {entries} (time)`,
		// Searching goes through the whole list: what it needs stands close together,
		// without what is of no use for it.
		`CREATE INDEX {entries}_search ON {entries} (position, entity_kind, actor_kind, action, time, search, actor_search)`,
		// What entries with changed = 1 did. The object before is that after the
		// previous one; its position is 0 when there is none.
		`CREATE TABLE {details} (
			position BIGINT PRIMARY KEY, previous BIGINT NOT NULL, changes TEXT NOT NULL, after TEXT)`,
		// The objects as the last event left them, with digests for secrets; of
		// removed ones the name. Their details have them as they are shown.
		`CREATE TABLE {objects} (
			kind TEXT NOT NULL, id KEYTEXT NOT NULL, position BIGINT NOT NULL, name KEYTEXT NOT NULL,
			stored TEXT NOT NULL, PRIMARY KEY (id, kind))`,
		`CREATE INDEX {objects}_name ON {objects} (name)`,
		// What the services were called when their conferences began.
		`CREATE TABLE {conferences} (id KEYTEXT PRIMARY KEY, name TEXT NOT NULL)`,
	}
}

var nouns = map[string]string{
	KindLocation: "Location", KindNode: "Conferencing Node", KindService: "Service", KindAdministrator: "Administrator",
	KindToken: "API token", KindWebhook: "Webhook", KindRole: "Role", KindPolicyProfile: "Policy profile",
	KindTheme:       "Theme",
	KindAlarm:       "Alarm",
	KindCertificate: "Certificate",
	KindRule:        "Gateway rule", KindDialout: "Automatic participant", KindDevice: "Device",
	KindCloudAccount: "Cloud account", KindBurstSchedule: "Burst schedule",
}

// maxNamed is how many changed values a summary names.
const maxNamed = 5

// summary says what was done in one sentence.
func summary(d deed, e Entry, was string) string {
	words := d.words
	if words == "" {
		var list []string
		for _, c := range e.Changes {
			list = append(list, c.Path[len(c.Path)-1])
		}
		switch {
		case len(list) == 0:
			words = "was saved without a change"
		case len(list) > maxNamed:
			words = fmt.Sprintf("was changed: %s and %d more", strings.Join(list[:maxNamed], ", "), len(list)-maxNamed)
		default:
			words = "was changed: " + strings.Join(list, ", ")
		}
	}
	if d.kind == KindSettings {
		return "The global settings " + strings.Replace(words, "was ", "were ", 1) + "."
	}
	if d.kind == KindSignIn {
		return "How administrators sign in " + words + "."
	}
	if was != "" && was != e.Entity.Name {
		words = "(until then " + strconv.Quote(was) + ") " + words
	}
	return sentence(nouns[d.kind], e.Entity.Name, words)
}

func sentence(what, name, words string) string {
	if name != "" {
		what += " " + strconv.Quote(name)
	}
	return what + " " + words + "."
}

// foldCase is the form in which text is compared when case does not matter.
func foldCase(s string) string { return strings.ToLower(strings.ToUpper(s)) }
