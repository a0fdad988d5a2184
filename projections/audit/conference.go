package audit

import (
	"github.com/parley-video/parley/events"
)

// intervention is what somebody did to a running conference from outside.
type intervention struct {
	conference  string
	participant string // empty: to the conference itself
	// by is who did it, when the event says so beside its metadata: nodes report
	// what was done on them. It is the name of an administrator or token, or the
	// identifier of a participant, who is not from outside.
	by    string
	words string
}

// interventionOf says what an event did to a conference, or that it is none of
// these events.
func interventionOf(e events.Recorded) (intervention, bool) {
	switch e := e.Event.(type) {
	case events.ConferenceEnded:
		return intervention{e.ID, "", "", because("was ended", e.Reason)}, true
	case events.ConferenceLocked:
		return intervention{e.ID, "", e.By, "was locked"}, true
	case events.ConferenceUnlocked:
		return intervention{e.ID, "", e.By, "was unlocked"}, true
	case events.ConferenceGuestsMuted:
		return intervention{e.ID, "", e.By, "had its guests muted"}, true
	case events.ConferenceGuestsUnmuted:
		return intervention{e.ID, "", e.By, "had its guests unmuted"}, true
	case events.ParticipantAdmitted:
		return intervention{e.ConferenceID, e.ParticipantID, e.By, "was let in"}, true
	case events.ParticipantLeft:
		return intervention{e.ConferenceID, e.ParticipantID, e.By, because("was disconnected", e.Reason)}, true
	case events.ParticipantMuted:
		return intervention{e.ConferenceID, e.ParticipantID, e.By, "was muted"}, true
	case events.ParticipantUnmuted:
		return intervention{e.ConferenceID, e.ParticipantID, e.By, "was unmuted"}, true
	case events.ParticipantRoleChanged:
		return intervention{e.ConferenceID, e.ParticipantID, e.By, "was made " + string(e.Role)}, true
	case events.ParticipantErased:
		return intervention{e.ConferenceID, e.ParticipantID, "", "had the personal data erased"}, true
	}
	return intervention{}, false
}

// isUUID says whether a text has the form of the identifiers that nodes give
// to participants.
func isUUID(s string) bool {
	_, err := events.ParseID(s)
	return err == nil
}
