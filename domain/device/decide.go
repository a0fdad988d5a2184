package device

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// MaxPassword bounds a password, in characters.
const MaxPassword = 100

// Protocols are those that devices register with, in the order in which they
// are kept.
func Protocols() []events.CallProtocol {
	return []events.CallProtocol{events.ProtocolSIP, events.ProtocolH323, events.ProtocolWebRTC}
}

// Decide says what a command leads to.
func Decide(cmd Command, s State) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such device.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case Remove:
		return domain.Decision{Events: []events.Event{events.DeviceRemoved{ID: s.ID}}}, nil
	default:
		return domain.Decision{}, fmt.Errorf("device: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The device exists already.")
	}
	settings := c.apply(events.DeviceSettings{Protocols: Protocols()})
	if err := validate(settings, c.Patch); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.DeviceCreated{ID: c.ID, Settings: settings}},
		Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings, c.Patch); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if !reflect.DeepEqual(settings, s.Settings) {
		d.Events = []events.Event{events.DeviceUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func (p Patch) apply(s events.DeviceSettings) events.DeviceSettings {
	s.Alias = strings.TrimSpace(p.Alias.Or(s.Alias))
	s.Description = p.Description.Or(s.Description)
	s.Tag = p.Tag.Or(s.Tag)
	s.OwnerEmail = strings.TrimSpace(p.OwnerEmail.Or(s.OwnerEmail))
	s.Username = strings.TrimSpace(p.Username.Or(s.Username))
	if p.Password.Set {
		s.Password = p.Password.Value.Sealed
	}
	if p.Protocols.Set {
		s.Protocols = domain.InOrder(p.Protocols.Value, Protocols())
	}
	return s
}

// errUnsealed is a mistake of the caller, not of the person who typed a
// password: one that was not sealed must never get into an event.
var errUnsealed = errors.New("device: the password was not sealed")

func validate(s events.DeviceSettings, p Patch) error {
	var c domain.Checker
	c.Name(s.Alias, domain.MaxName, "alias")
	c.Prose(s.Description, domain.MaxText, "description")
	c.Text(s.Tag, domain.MaxText, "tag")
	c.Email(s.OwnerEmail, "ownerEmail")
	c.Text(s.Username, domain.MaxName, "username")
	c.Invalid(!strings.ContainsAny(s.Username, `:"`), "A user name cannot have colons or quotation marks.", "username")
	c.Text(p.Password.Value.Plain, MaxPassword, "password")
	if len(s.Protocols) == 0 {
		c.Refuse(domain.CodeRequired, "A device needs a protocol to register with.", "protocols")
	}
	domain.AllOf(&c, s.Protocols, "protocols", Protocols()...)
	if err := c.Err(); err != nil {
		return err
	}
	if password := p.Password.Value; (password.Plain == "") != (password.Sealed == "") {
		return errUnsealed
	}
	return nil
}
