package graph

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
)

// whole is a value of which null is a value too, such as a list that null
// empties.
func whole[T any](o graphql.Omittable[T]) domain.Opt[T] {
	v, set := o.ValueOK()
	return domain.Opt[T]{Set: set, Value: v}
}

func syslogServers(in []*model.SyslogServerInput) []events.SyslogServer {
	return convert(in, func(v *model.SyslogServerInput) events.SyslogServer {
		return events.SyslogServer{Address: v.Address, Port: portOf(v.Port), Transport: transportOf(v.Transport)}
	})
}

func stunServers(in []*model.StunServerInput) []events.STUNServer {
	return convert(in, func(v *model.StunServerInput) events.STUNServer {
		return events.STUNServer{Address: v.Address, Port: portOf(v.Port)}
	})
}

func turnServers(in []*model.TurnServerInput) []location.TURNServer {
	return convert(in, func(v *model.TurnServerInput) location.TURNServer {
		return location.TURNServer{
			Address: v.Address, Port: portOf(v.Port), Transport: transportOf(v.Transport),
			Username: text(v.Username.Value()), Password: mapped(clearable(v.Password), domain.Plaintext),
		}
	})
}

// portOf is a port that was given; without one the domain has a default. A zero
// that was given must not be mistaken for none.
func portOf(o graphql.Omittable[*int]) int {
	switch p := o.Value(); {
	case p == nil:
		return 0
	case *p == 0:
		return -1
	default:
		return *p
	}
}

func transportOf(o graphql.Omittable[*model.ServerTransport]) events.Transport {
	if t := o.Value(); t != nil {
		return events.Transport(lower(*t))
	}
	return ""
}

func modelSyslogServer(v events.SyslogServer) *model.SyslogServer {
	return &model.SyslogServer{Address: v.Address, Port: v.Port, Transport: model.ServerTransport(upper(v.Transport))}
}

func modelSTUNServer(v events.STUNServer) *model.StunServer {
	return &model.StunServer{Address: v.Address, Port: v.Port}
}

func modelTURNServer(v events.TURNServer) *model.TurnServer {
	return &model.TurnServer{
		Address: v.Address, Port: v.Port, Transport: model.ServerTransport(upper(v.Transport)),
		Username: v.Username, HasPassword: v.Password != "",
	}
}

func protection(v model.ProtectionSetting) events.Override {
	if v == model.ProtectionSettingDefault {
		return events.OverrideNone
	}
	return events.Override(lower(v))
}

func modelProtection(v events.Override) model.ProtectionSetting {
	if v == events.OverrideNone {
		return model.ProtectionSettingDefault
	}
	return model.ProtectionSetting(upper(v))
}
