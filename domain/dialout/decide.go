package dialout

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// The lengths of texts, in characters.
const (
	MaxDTMF = 250
	MaxURL  = 1000
)

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s, refs)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such participant.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s, refs)
	case Remove:
		return remove(s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("dialout: unknown command %T", cmd)
	}
}

func create(c Create, s State, refs References) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The participant exists already.")
	}
	settings := c.apply(events.DialoutSettings{
		Protocol: events.ProtocolSIP, Role: events.RoleGuest, CallType: domain.CallVideo,
		Routing: events.RoutingManual, KeepConferenceAlive: events.KeepAliveIfMultiple,
	})
	if err := validate(settings, c.Patch, refs); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{Events: []events.Event{events.DialoutCreated{ID: c.ID, Settings: settings}}}, nil
}

func update(c Update, s State, refs References) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings, c.Patch, refs); err != nil {
		return domain.Decision{}, err
	}
	if settings == s.Settings {
		return domain.Decision{}, nil
	}
	return domain.Decision{Events: []events.Event{events.DialoutUpdated{ID: s.ID, Settings: settings}}}, nil
}

func remove(s State, refs References) (domain.Decision, error) {
	if len(refs.UsedBy) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse, "The participant is dialled by "+domain.Listed(refs.UsedBy)+".")
	}
	return domain.Decision{Events: []events.Event{events.DialoutRemoved{ID: s.ID}}}, nil
}

func (p Patch) apply(s events.DialoutSettings) events.DialoutSettings {
	s.Alias = strings.TrimSpace(p.Alias.Or(s.Alias))
	s.Description = p.Description.Or(s.Description)
	s.Protocol = p.Protocol.Or(s.Protocol)
	s.Role = p.Role.Or(s.Role)
	s.CallType = p.CallType.Or(s.CallType)
	s.Routing = p.Routing.Or(s.Routing)
	s.DTMFSequence = strings.TrimSpace(p.DTMFSequence.Or(s.DTMFSequence))
	s.RemoteDisplayName = strings.TrimSpace(p.RemoteDisplayName.Or(s.RemoteDisplayName))
	s.PresentationURL = strings.TrimSpace(p.PresentationURL.Or(s.PresentationURL))
	s.Streaming = p.Streaming.Or(s.Streaming)
	s.KeepConferenceAlive = p.KeepConferenceAlive.Or(s.KeepConferenceAlive)
	s.LocationID = p.LocationID.Or(s.LocationID)
	return s
}

func validate(s events.DialoutSettings, p Patch, refs References) error {
	var c domain.Checker
	c.Name(s.Alias, domain.MaxName, "alias")
	c.Prose(s.Description, domain.MaxText, "description")
	domain.OneOf(&c, s.Protocol, "protocol", events.ProtocolSIP, events.ProtocolH323, events.ProtocolRTMP)
	domain.OneOf(&c, s.Role, "role", events.RoleHost, events.RoleGuest)
	domain.OneOf(&c, s.CallType, "callType", domain.CallVideo, domain.CallVideoOnly, domain.CallAudio)
	domain.OneOf(&c, s.Routing, "routing", events.RoutingManual, events.RoutingRule)
	checkDTMF(&c, s.DTMFSequence)
	c.Text(s.RemoteDisplayName, domain.MaxName, "remoteDisplayName")
	checkStream(&c, s)
	domain.OneOf(&c, s.KeepConferenceAlive, "keepConferenceAlive", events.KeepAliveAlways, events.KeepAliveIfMultiple, events.KeepAliveNever)
	if id := p.LocationID; id.Set && id.Value != "" && !refs.Locations[id.Value] {
		c.Refuse(domain.CodeNotFound, "There is no such location.", "locationId")
	}
	return c.Err()
}

func checkDTMF(c *domain.Checker, tones string) {
	c.Invalid(len(tones) <= MaxDTMF, fmt.Sprintf("At most %d characters are allowed.", MaxDTMF), "dtmfSequence")
	c.Invalid(strings.Trim(tones, "0123456789*#,") == "",
		"Only digits, * and # can be sent; a comma waits for two seconds.", "dtmfSequence")
}

// checkStream: a stream that is dialled by hand has an address of its own, and
// only a stream can have a second one for content.
func checkStream(c *domain.Checker, s events.DialoutSettings) {
	manual := s.Routing == events.RoutingManual
	if manual && s.Protocol == events.ProtocolRTMP && s.Alias != "" {
		c.Invalid(isStream(s.Alias), "The alias of an RTMP stream is its address: rtmp:// or rtmps://, a host and a path, without user name and password.", "alias")
	}
	if s.PresentationURL == "" {
		return
	}
	c.Text(s.PresentationURL, MaxURL, "presentationUrl")
	c.Invalid(!manual || s.Protocol == events.ProtocolRTMP, "Content has an address of its own in RTMP streams only.", "presentationUrl")
	c.Invalid(isStream(s.PresentationURL), "This is not the address of a stream: rtmp:// or rtmps://, a host and a path, without user name and password.", "presentationUrl")
}

func isStream(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "rtmp" || u.Scheme == "rtmps") && u.Hostname() != "" && u.User == nil && strings.Trim(u.Path, "/") != ""
}
