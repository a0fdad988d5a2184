package graph

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-video/parley/graph/apierr"
)

// idKind is the type prefix of a node identifier.
type idKind string

// The kinds. They are part of identifiers that callers keep: never renamed.
const (
	kindLocation    idKind = "location"
	kindNode        idKind = "node"
	kindService     idKind = "service"
	kindAdmin       idKind = "admin"
	kindToken       idKind = "token"
	kindConference  idKind = "conference"
	kindParticipant idKind = "participant"
	kindNodeEvent   idKind = "nodeevent"
	kindSettings    idKind = "settings"
	kindWebhook     idKind = "webhook"
	kindSignIn      idKind = "signin"
	kindAudit       idKind = "audit"
	kindRole        idKind = "role"
	kindAlarm       idKind = "alarm"
	kindCertificate idKind = "certificate"
	kindBackplane   idKind = "backplane"

	kindPolicyProfile idKind = "policyprofile"
	kindSession       idKind = "session"
	kindRule          idKind = "rule"
	kindDevice        idKind = "device"
	kindTheme         idKind = "theme"
	kindCloudAccount  idKind = "cloudaccount"
	kindBurstSchedule idKind = "burstschedule"
)

var idKinds = []idKind{
	kindLocation, kindNode, kindService, kindAdmin, kindToken,
	kindConference, kindParticipant, kindNodeEvent, kindSettings, kindWebhook, kindAudit, kindRole, kindAlarm,
	kindCertificate,
	kindPolicyProfile,
	kindSignIn,
	kindSession,
	kindRule, kindDialout, kindDevice,
	kindTheme, kindCloudAccount, kindBurstSchedule,
}

// maxRawID bounds identifiers without their kind.
const maxRawID = 200

// encodeID makes the opaque form of an identifier.
func encodeID(kind idKind, raw string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(kind) + ":" + raw))
}

// decodeID reads the opaque form. The argument is named in the error.
func decodeID(argument, id string) (idKind, string, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(id)
	// The decoder skips line breaks; an identifier has exactly one form.
	if err != nil || !utf8.Valid(b) || strings.ContainsAny(id, "\r\n") {
		return "", "", apierr.BadArgument(argument, "this is not an identifier of this API")
	}
	prefix, raw, found := strings.Cut(string(b), ":")
	bad := !found || raw == "" || len(raw) > maxRawID || !slices.Contains(idKinds, idKind(prefix))
	if bad || strings.ContainsFunc(raw, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return "", "", apierr.BadArgument(argument, "this is not an identifier of this API")
	}
	return idKind(prefix), raw, nil
}

// rawID reads an identifier that must be of one kind.
func rawID(argument string, kind idKind, id string) (string, error) {
	got, raw, err := decodeID(argument, id)
	if err != nil {
		return "", err
	}
	if got != kind {
		return "", apierr.BadArgument(argument, "want the identifier of kind %s, this is of kind %s", kind, got)
	}
	return raw, nil
}

// optionalRawID is rawID for an argument that may be missing or empty.
func optionalRawID(argument string, kind idKind, id *string) (string, error) {
	if id == nil || *id == "" {
		return "", nil
	}
	return rawID(argument, kind, *id)
}
