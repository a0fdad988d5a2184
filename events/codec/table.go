package codec

import "github.com/parley-video/parley/events"

// table holds every event there is, by the files of package events. A test
// compares it with them.
var table = []entry{
	// location.go
	of[events.LocationCreated](),
	of[events.LocationUpdated](),
	of[events.LocationRemoved](),

	// node.go
	of[events.NodeCreated](),
	of[events.NodeUpdated](),
	of[events.NodeRemoved](),
	of[events.NodeProvisioningIssued](),
	of[events.NodeEnrolled](),
	of[events.NodeMaintenanceEntered](),
	of[events.NodeMaintenanceLeft](),
	of[events.NodeConnected](),
	of[events.NodeRestarted](),
	of[events.NodeDisconnected](),
	of[events.NodeLivenessChanged](),
	of[events.NodeCallRejected](),

	// nodelife.go
	of[events.NodeReady](),
	of[events.NodeDrained](),

	// burst.go
	of[events.NodeBurstStartRequested](),
	of[events.NodeBurstStarting](),
	of[events.NodeBurstRunning](),
	of[events.NodeBurstDraining](),
	of[events.NodeBurstKept](),
	of[events.NodeBurstStopRequested](),
	of[events.NodeBurstStopped](),
	of[events.NodeBurstFailed](),
	of[events.NodeBurstAddressChanged](),
	of[events.BurstScheduleCreated](),
	of[events.BurstScheduleUpdated](),
	of[events.BurstScheduleRemoved](),

	// nodecertificate.go
	of[events.NodeProvisioningRefused](),
	of[events.NodeCertificateRenewed](),
	of[events.NodeCertificateAdopted](),
	of[events.NodeCertificateRevoked](),

	// service.go
	of[events.ServiceCreated](),
	of[events.ServiceUpdated](),
	of[events.ServiceRemoved](),

	// conference.go
	of[events.ConferenceStarted](),
	of[events.ConferenceNodeEntered](),
	of[events.ConferenceNodeExpected](),
	of[events.ConferenceNodeLeft](),
	of[events.ConferenceHomeChanged](),
	of[events.ConferenceEnded](),
	of[events.ParticipantJoined](),
	of[events.ParticipantAdmitted](),
	of[events.ParticipantLeft](),
	of[events.ParticipantMediaChanged](),
	of[events.ParticipantMuted](),
	of[events.ParticipantUnmuted](),
	of[events.ParticipantRoleChanged](),
	of[events.ConferenceLocked](),
	of[events.ConferenceUnlocked](),
	of[events.ConferenceGuestsMuted](),
	of[events.ConferenceGuestsUnmuted](),
	of[events.PresentationStarted](),
	of[events.PresentationStopped](),
	of[events.ParticipantErased](),
	of[events.ParticipantMoved](),
	of[events.CallPlaced](),
	of[events.BackplaneOpened](),
	of[events.BackplaneClosed](),

	// settings.go
	of[events.SettingsUpdated](),

	// access.go
	of[events.AdministratorCreated](),
	of[events.AdministratorUpdated](),
	of[events.AdministratorPasswordChanged](),
	of[events.AdministratorRemoved](),
	of[events.AdministratorSignedIn](),
	of[events.AdministratorSignedOut](),
	of[events.AdministratorLockedOut](),
	of[events.AdministratorUnlocked](),
	of[events.TokenCreated](),
	of[events.TokenUpdated](),
	of[events.TokenRevoked](),

	// role.go
	of[events.RoleCreated](),
	of[events.RoleUpdated](),
	of[events.RoleRemoved](),

	// signin.go
	of[events.SignInUpdated](),
	of[events.ExternalAdministratorSignedIn](),

	// webhook.go
	of[events.WebhookCreated](),
	of[events.WebhookUpdated](),
	of[events.WebhookSecretRotated](),
	of[events.WebhookReplayRequested](),
	of[events.WebhookRemoved](),

	// certificate.go
	of[events.CertificateRequested](),
	of[events.CertificateUploaded](),
	of[events.CertificateInstalled](),
	of[events.CertificateRenamed](),
	of[events.CertificateRemoved](),
	of[events.CertificateWebAssigned](),
	of[events.CertificateNodeAssigned](),
	of[events.PolicyProfileCreated](),
	of[events.PolicyProfileUpdated](),
	of[events.PolicyProfileRemoved](),
	// rule.go
	of[events.RuleCreated](),
	of[events.RuleUpdated](),
	of[events.RuleRemoved](),

	// dialout.go
	of[events.DialoutCreated](),
	of[events.DialoutUpdated](),
	of[events.DialoutRemoved](),

	// device.go
	of[events.DeviceCreated](),
	of[events.DeviceUpdated](),
	of[events.DeviceRemoved](),
	// theme.go
	of[events.ThemeCreated](),
	of[events.ThemeUpdated](),
	of[events.ThemeFilesChanged](),
	of[events.ThemeRemoved](),

	// alarm.go
	of[events.AlarmRaised](),
	of[events.AlarmLowered](),
	of[events.AlarmAcknowledged](),
	// cloudaccount.go
	of[events.CloudAccountCreated](),
	of[events.CloudAccountUpdated](),
	of[events.CloudAccountRemoved](),

	// claim.go
	of[events.ClaimTaken](),
	of[events.ClaimReleased](),
	of[events.ClaimMoved](),
}

// upcasters bring events up to date whose names are not written any more.
// There are none yet. To add one: give the new event a new name, put it into
// table, leave the old golden file where it is and rewrite it here.
var upcasters []upcaster
