package references

import (
	"context"
	"slices"

	"github.com/parley-video/parley/events"
)

// dialplan is what is known of gateway rules and dialled participants.
type dialplan struct {
	rules    map[string]events.RuleSettings
	dialouts map[string]events.DialoutSettings
}

func newDialplan() dialplan {
	return dialplan{rules: make(map[string]events.RuleSettings), dialouts: make(map[string]events.DialoutSettings)}
}

// Rules counts the gateway rules.
func (x *Index) Rules(ctx context.Context) (int, error) {
	n := 0
	err := x.with(ctx, func() { n = len(x.dialplan.rules) })
	return n, err
}

func (d dialplan) locationUsers(id string) []string {
	var users []string
	for _, r := range d.rules {
		if r.SourceLocationID == id || r.OutgoingLocationID == id {
			users = append(users, "gateway rule "+r.Name)
		}
	}
	for _, p := range d.dialouts {
		if p.LocationID == id {
			users = append(users, "automatic participant "+p.Alias)
		}
	}
	return users
}

// themeUsers is for those who are within with.
func (d dialplan) themeUsers(id string) []string {
	var users []string
	for _, r := range d.rules {
		if r.ThemeID == id {
			users = append(users, "gateway rule "+r.Name)
		}
	}
	slices.Sort(users)
	return users
}

func (d dialplan) apply(ev events.Event) {
	switch e := ev.(type) {
	case events.RuleCreated:
		d.rules[e.ID] = e.Settings
	case events.RuleUpdated:
		d.rules[e.ID] = e.Settings
	case events.RuleRemoved:
		delete(d.rules, e.ID)
	case events.DialoutCreated:
		d.dialouts[e.ID] = e.Settings
	case events.DialoutUpdated:
		d.dialouts[e.ID] = e.Settings
	case events.DialoutRemoved:
		delete(d.dialouts, e.ID)
	}
}
