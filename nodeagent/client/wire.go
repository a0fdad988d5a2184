package client

import (
	"strconv"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/media"
)

type stunServer struct {
	URL string `json:"url"`
}

type version struct {
	VersionID     string `json:"version_id"`
	PseudoVersion string `json:"pseudo_version"`
}

// requestTokenResult is what a participant that joined learns.
type requestTokenResult struct {
	Token                     string       `json:"token"`
	Expires                   string       `json:"expires"`
	ParticipantUUID           string       `json:"participant_uuid"`
	DisplayName               string       `json:"display_name"`
	Role                      string       `json:"role"`
	ConferenceName            string       `json:"conference_name"`
	Version                   version      `json:"version"`
	ServiceType               string       `json:"service_type"`
	CurrentServiceType        string       `json:"current_service_type"`
	CallType                  string       `json:"call_type"`
	ChatEnabled               bool         `json:"chat_enabled"`
	FECCEnabled               bool         `json:"fecc_enabled"`
	RTMPEnabled               bool         `json:"rtmp_enabled"`
	AnalyticsEnabled          bool         `json:"analytics_enabled"`
	GuestsCanPresent          bool         `json:"guests_can_present"`
	Allow1080p                bool         `json:"allow_1080p"`
	VP9Enabled                bool         `json:"vp9_enabled"`
	BandwidthIn               int          `json:"bandwidth_in"`
	BandwidthOut              int          `json:"bandwidth_out"`
	STUN                      []stunServer `json:"stun"`
	TURN                      []TURN       `json:"turn"`
	DirectMedia               bool         `json:"direct_media"`
	ClientStatsUpdateInterval int          `json:"client_stats_update_interval"`
	UseRelayCandidatesOnly    bool         `json:"use_relay_candidates_only"`
	TrickleICEEnabled         bool         `json:"trickle_ice_enabled"`
	// ResumeKey is ours: the way back to the seat at another node.
	ResumeKey string `json:"resume_key"`
}

func (a *api) requestTokenResult(t conference.Ticket) requestTokenResult {
	s := t.Service
	bandwidth := conference.MaxBitrate(s)
	return requestTokenResult{
		Token: t.Token, Expires: expires(t.Expires), ParticipantUUID: t.Self.ID,
		DisplayName: t.Self.DisplayName, Role: tokenRole(t.Self.Role), ConferenceName: s.Name,
		Version:     version{VersionID: a.version, PseudoVersion: a.version},
		ServiceType: s.Type, CurrentServiceType: serviceType(t.Self.Phase), CallType: s.CallType,
		ChatEnabled: s.ChatEnabled, GuestsCanPresent: s.GuestsCanPresent,
		Allow1080p:  s.MaxQuality == capacity.QualityFullHD,
		BandwidthIn: bandwidth, BandwidthOut: bandwidth,
		STUN: a.stun, TURN: a.turn, TrickleICEEnabled: true, ResumeKey: t.ResumeKey,
	}
}

// expires is a string of seconds, as the original has it.
func expires(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

func tokenRole(r conference.Role) string {
	if r == conference.RoleHost {
		return "HOST"
	}
	return "GUEST"
}

func serviceType(p conference.Phase) string {
	switch p {
	case conference.PhaseWaiting:
		return "waiting_room"
	case conference.PhasePIN:
		return "ivr"
	default:
		return "conference"
	}
}

func rosterRole(r conference.Role) string {
	switch r {
	case conference.RoleHost:
		return "chair"
	case conference.RoleGuest:
		return "guest"
	default:
		return "unknown"
	}
}

// participant is a participant on the wire. Older flags are YES or NO, newer
// ones booleans, as the original has them.
type participant struct {
	UUID                  string  `json:"uuid"`
	URI                   string  `json:"uri"`
	DisplayName           string  `json:"display_name"`
	OverlayText           string  `json:"overlay_text"`
	Role                  string  `json:"role"`
	ServiceType           string  `json:"service_type"`
	Protocol              string  `json:"protocol"`
	Vendor                string  `json:"vendor"`
	LocalAlias            string  `json:"local_alias"`
	CallDirection         string  `json:"call_direction"`
	CallTag               string  `json:"call_tag"`
	StartTime             int64   `json:"start_time"`
	BuzzTime              float64 `json:"buzz_time"`
	Spotlight             float64 `json:"spotlight"`
	LastSpokenTime        float64 `json:"last_spoken_time"`
	HasMedia              bool    `json:"has_media"`
	IsMuted               string  `json:"is_muted"`
	IsPresenting          string  `json:"is_presenting"`
	IsAudioOnlyCall       string  `json:"is_audio_only_call"`
	IsVideoCall           string  `json:"is_video_call"`
	PresentationSupported string  `json:"presentation_supported"`
	FECCSupported         string  `json:"fecc_supported"`
	MuteSupported         string  `json:"mute_supported"`
	TransferSupported     string  `json:"transfer_supported"`
	DisconnectSupported   string  `json:"disconnect_supported"`
	RxPresentationPolicy  string  `json:"rx_presentation_policy"`
	Encryption            string  `json:"encryption"`
	IsStreamingConference bool    `json:"is_streaming_conference"`
	IsExternal            bool    `json:"is_external"`
	IsClientMuted         bool    `json:"is_client_muted"`
	IsVideoMuted          bool    `json:"is_video_muted"`
	IsConjoined           bool    `json:"is_conjoined"`
}

func wireParticipant(p conference.Participant) participant {
	policy := "DENY"
	if p.SeesPresentation {
		policy = "ALLOW"
	}
	return participant{
		// The network address that other products show here is nobody's
		// business but the administrator's.
		UUID: p.ID, URI: p.DisplayName, DisplayName: p.DisplayName, OverlayText: p.OverlayText,
		Role: rosterRole(p.Role), ServiceType: serviceType(p.Phase), Protocol: p.Protocol, Vendor: p.Vendor,
		LocalAlias: p.Alias, CallDirection: "in", CallTag: p.CallTag,
		StartTime: p.JoinedAt.Unix(), BuzzTime: epoch(p.BuzzedAt), Spotlight: epoch(p.SpotlightAt),
		LastSpokenTime: epoch(p.SpokeAt), HasMedia: p.HasMedia,
		IsMuted: yes(p.Muted), IsPresenting: yes(p.Presenting), IsAudioOnlyCall: yes(p.AudioOnly),
		IsVideoCall: yes(p.Video), PresentationSupported: yes(p.MayPresent), FECCSupported: "NO",
		MuteSupported: "YES", TransferSupported: "NO", DisconnectSupported: "YES",
		RxPresentationPolicy: policy, Encryption: "On",
		IsClientMuted: p.ClientMuted, IsVideoMuted: p.VideoMuted,
	}
}

func yes(b bool) string {
	if b {
		return "YES"
	}
	return "NO"
}

// epoch is a time in seconds, 0 for none, to the microsecond: what a float
// holds without a crooked tail.
func epoch(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMicro()) / 1e6
}

// conferenceUpdate is the state of the conference.
type conferenceUpdate struct {
	Locked              bool `json:"locked"`
	GuestsMuted         bool `json:"guests_muted"`
	Started             bool `json:"started"`
	ChatEnabled         bool `json:"chat_enabled"`
	PresentationAllowed bool `json:"presentation_allowed"`
	GuestsCanPresent    bool `json:"guests_can_present"`
	DirectMedia         bool `json:"direct_media"`
}

func wireStatus(s conference.Status) conferenceUpdate {
	return conferenceUpdate{
		Locked: s.Locked, GuestsMuted: s.GuestsMuted, Started: s.Started, ChatEnabled: s.ChatEnabled,
		PresentationAllowed: s.PresentationAllowed, GuestsCanPresent: s.GuestsCanPresent,
	}
}

type stageEntry struct {
	StageIndex      int    `json:"stage_index"`
	ParticipantUUID string `json:"participant_uuid"`
	VAD             int    `json:"vad"`
}

func wireStage(entries []media.StageEntry) []stageEntry {
	stage := make([]stageEntry, len(entries))
	for i, e := range entries {
		stage[i] = stageEntry{StageIndex: i, ParticipantUUID: e.ParticipantID, VAD: e.Voice}
	}
	return stage
}

// slots is our addition: who is in which receiving line of a call.
type slots struct {
	CallUUID string `json:"call_uuid"`
	Slots    []slot `json:"slots"`
}

type slot struct {
	Mid             string  `json:"mid"`
	Kind            string  `json:"kind"`
	Role            string  `json:"role"`
	ParticipantUUID *string `json:"participant_uuid"`
}

func wireSlots(e conference.Slots) slots {
	all := make([]slot, len(e.Slots))
	for i, s := range e.Slots {
		all[i] = slot{Mid: s.Mid, Kind: s.Kind, Role: s.Role}
		if s.ParticipantID != "" {
			all[i].ParticipantUUID = &s.ParticipantID
		}
	}
	return slots{CallUUID: e.CallID, Slots: all}
}
