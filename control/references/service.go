package references

import (
	"context"
	"slices"

	"github.com/parley-video/parley/events"
)

// serviceUses is what a service refers to. Most refer to nothing and are not
// kept.
type serviceUses struct {
	name         string
	location     string
	theme        string
	participants []string
}

func (s serviceUses) named() string { return "service " + s.name }

// ThemeUsers names the services that have a theme, and the settings whose
// default it is.
func (x *Index) ThemeUsers(ctx context.Context, themeID string) ([]string, error) {
	var users []string
	err := x.with(ctx, func() {
		users = x.servicesThat(func(s serviceUses) bool { return s.theme == themeID })
		if x.defaultTheme == themeID {
			users = append([]string{"the global settings"}, users...)
		}
		users = append(users, x.dialplan.themeUsers(themeID)...)
	})
	return users, err
}

// ParticipantUsers names the services that dial an automatic participant.
func (x *Index) ParticipantUsers(ctx context.Context, participantID string) ([]string, error) {
	return x.serviceUsers(ctx, func(s serviceUses) bool { return slices.Contains(s.participants, participantID) })
}

func (x *Index) serviceUsers(ctx context.Context, uses func(serviceUses) bool) ([]string, error) {
	var users []string
	err := x.with(ctx, func() { users = x.servicesThat(uses) })
	return users, err
}

// servicesThat is for those who are within with.
func (x *Index) servicesThat(use func(serviceUses) bool) []string {
	var users []string
	for _, s := range x.services {
		if use(s) {
			users = append(users, s.named())
		}
	}
	slices.Sort(users)
	return users
}

func (x *Index) applyService(ev events.Event) {
	switch e := ev.(type) {
	case events.ServiceCreated:
		x.putService(e.ID, e.Settings)
	case events.ServiceUpdated:
		x.putService(e.ID, e.Settings)
	case events.ServiceRemoved:
		delete(x.services, e.ID)
	}
}

func (x *Index) putService(id string, s events.ServiceSettings) {
	if s.LookupLocationID == "" && s.ThemeID == "" && len(s.AutomaticParticipants) == 0 {
		delete(x.services, id)
		return
	}
	x.services[id] = serviceUses{name: s.Name, location: s.LookupLocationID, theme: s.ThemeID, participants: s.AutomaticParticipants}
}
