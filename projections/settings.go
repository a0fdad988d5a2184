package projections

import "github.com/parley-video/parley/events"

// DefaultSettings are the deployment-wide settings before any event. They
// equal domain/settings.Defaults, which a test holds them to.
func DefaultSettings() events.GlobalSettings {
	return events.GlobalSettings{
		DeploymentName: "Parley", EnableChat: true, MaxQuality: "hd",
		PINEntryTimeout: 120, WaitingForHostTimeout: 900, GuestsOnlyTimeout: 60, LastParticipantTimeout: 0,
		SessionIdleTimeout: 30,
	}.Complete()
}
