package projectiontest

import "github.com/parley-video/parley/events"

// dialplan is what is done to gateway rules, automatically dialled participants
// and devices.
func (g *Generator) dialplan() events.Event {
	rule := events.RuleSettings{
		Name: g.text(), Priority: 1 + g.draw(200), Enabled: g.draw(2) == 0, Incoming: g.draw(2) == 0, SourceLocationID: pick(g, g.locations),
		Protocols: []events.CallProtocol{events.ProtocolSIP}, MatchString: g.text(), OutgoingProtocol: events.ProtocolH323,
	}
	dialout := events.DialoutSettings{Alias: g.text(), Protocol: events.ProtocolSIP, LocationID: pick(g, g.locations), Role: events.RoleGuest}
	device := events.DeviceSettings{Alias: g.text(), Protocols: []events.CallProtocol{events.ProtocolWebRTC}}
	if g.draw(2) == 0 {
		device.Password = "s1.sealed"
	}
	id := pick(g, g.plan)
	if id == "" || g.draw(3) == 0 {
		id = g.id("x")
		switch g.draw(3) {
		case 0:
			g.plan[id] = "rule"
			return events.RuleCreated{ID: id, Settings: rule}
		case 1:
			g.plan[id] = "dialout"
			return events.DialoutCreated{ID: id, Settings: dialout}
		default:
			g.plan[id] = "device"
			return events.DeviceCreated{ID: id, Settings: device}
		}
	}
	noun, updates := g.plan[id], g.draw(3) > 0
	if !updates {
		delete(g.plan, id)
	}
	switch {
	case noun == "rule" && updates:
		return events.RuleUpdated{ID: id, Settings: rule}
	case noun == "rule":
		return events.RuleRemoved{ID: id}
	case noun == "dialout" && updates:
		return events.DialoutUpdated{ID: id, Settings: dialout}
	case noun == "dialout":
		return events.DialoutRemoved{ID: id}
	case updates:
		return events.DeviceUpdated{ID: id, Settings: device}
	default:
		return events.DeviceRemoved{ID: id}
	}
}

// dialplanStream is the stream of an event of the dial plan.
func dialplanStream(e events.Event) (string, bool) {
	switch e := e.(type) {
	case events.RuleCreated:
		return events.RuleStream(e.ID), true
	case events.RuleUpdated:
		return events.RuleStream(e.ID), true
	case events.RuleRemoved:
		return events.RuleStream(e.ID), true
	case events.DialoutCreated:
		return events.DialoutStream(e.ID), true
	case events.DialoutUpdated:
		return events.DialoutStream(e.ID), true
	case events.DialoutRemoved:
		return events.DialoutStream(e.ID), true
	case events.DeviceCreated:
		return events.DeviceStream(e.ID), true
	case events.DeviceUpdated:
		return events.DeviceStream(e.ID), true
	case events.DeviceRemoved:
		return events.DeviceStream(e.ID), true
	}
	return "", false
}
