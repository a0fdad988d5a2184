package graph

import (
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// The words of the schema and those of the events differ in case and
// separators only: FULL_HD is fullhd, VIDEO_ONLY is video-only.

func lower[T ~string](v T) string { return strings.ReplaceAll(strings.ToLower(string(v)), "_", "-") }

// underscored is lower for what the log writes like the schema.
func underscored[T ~string](v T) string { return strings.ToLower(string(v)) }

func upper[T ~string](v T) string { return strings.ReplaceAll(strings.ToUpper(string(v)), "-", "_") }

func nodeRole(v model.ConferencingNodeRole) events.NodeRole { return events.NodeRole(lower(v)) }

func modelNodeRole(v events.NodeRole) model.ConferencingNodeRole {
	return model.ConferencingNodeRole(upper(v))
}

func quality(v model.QualitySetting) string {
	if v == model.QualitySettingFullHd {
		return "fullhd"
	}
	return lower(v)
}

func modelQuality(v string) model.QualitySetting {
	if v == "fullhd" {
		return model.QualitySettingFullHd
	}
	return model.QualitySetting(upper(v))
}

func participantRole(v events.Role) model.ParticipantRole {
	if role := model.ParticipantRole(upper(v)); role.IsValid() {
		return role
	}
	return model.ParticipantRoleUnknown
}

// order turns an order of the schema into that of the read models. The enums
// of all lists have the same two fields.
func order[Field ~string](field Field, direction model.OrderDirection) projections.Order {
	return projections.Order{Field: projections.OrderField(field), Direction: projections.Direction(direction)}
}
