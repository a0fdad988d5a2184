package audit

import (
	"fmt"
	"strings"

	"github.com/parley-video/parley/events"
)

// deedOf says what an event did to the configuration, or that it is none of
// these events.
func deedOf(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.LocationCreated:
		return deed{KindLocation, e.ID, Created, becomes(locationObject{e.Settings}), "was created"}, true
	case events.LocationUpdated:
		return deed{KindLocation, e.ID, Updated, becomes(locationObject{e.Settings}), ""}, true
	case events.LocationRemoved:
		return deed{KindLocation, e.ID, Removed, nil, "was removed"}, true
	case events.ServiceCreated:
		return deed{KindService, e.ID, Created, becomes(serviceObject{e.Type, e.Settings}), "was created"}, true
	case events.ServiceUpdated:
		return deed{KindService, e.ID, Updated, serviceBecomes(e.Settings), ""}, true
	case events.ServiceRemoved:
		return deed{KindService, e.ID, Removed, nil, "was removed"}, true
	case events.SettingsUpdated:
		return deed{KindSettings, SettingsID, Updated, becomes(settingsObject{e.Settings}), ""}, true
	case events.SignInUpdated:
		return deed{KindSignIn, SignInID, Updated, becomes(signInObject{e.Settings}), ""}, true
	}
	for _, of := range []func(events.Recorded) (deed, bool){nodeDeed, administratorDeed, tokenDeed, webhookDeed, roleDeed, certificateDeed, policyProfileDeed, dialplanDeed, themeDeed, alarmDeed, cloudAccountDeed, burstDeed} {
		if d, ok := of(e); ok {
			return d, true
		}
	}
	return deed{}, false
}

func nodeDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.NodeCreated:
		return deed{KindNode, e.ID, Created, becomes(nodeObject{Settings: e.Settings}), "was created"}, true
	case events.NodeUpdated:
		return deed{KindNode, e.ID, Updated, changes(func(o *nodeObject) { o.Settings = e.Settings }), ""}, true
	case events.NodeRemoved:
		return deed{KindNode, e.ID, Removed, nil, because("was removed", e.Reason)}, true
	case events.NodeProvisioningIssued:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.Provisioning = &provisioning{Secret: digest(events.Sealed(e.SecretDigest)), ExpiresAt: e.ExpiresAt}
		}), "got a provisioning document"}, true
	case events.NodeEnrolled:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.Provisioning, o.RenewedCertificate = nil, nil
			o.Certificate = &certificate{Serial: e.Serial, Fingerprint: e.Fingerprint, ExpiresAt: e.ExpiresAt}
		}), "enrolled and got a certificate"}, true
	case events.NodeCertificateRenewed:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.RenewedCertificate = &certificate{Serial: e.Serial, Fingerprint: e.Fingerprint, ExpiresAt: e.ExpiresAt}
		}), "got a further certificate"}, true
	case events.NodeCertificateAdopted:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.Certificate, o.RenewedCertificate = o.RenewedCertificate, nil
		}), "uses its renewed certificate"}, true
	case events.NodeCertificateRevoked:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.Provisioning, o.Certificate, o.RenewedCertificate = nil, nil, nil
		}), because("lost its certificates, which were revoked", e.Reason)}, true
	case events.CertificateNodeAssigned:
		words := "serves a certificate that was assigned to it"
		if e.CertificateID == "" {
			words = "does not serve an assigned certificate any more"
		}
		return deed{KindNode, e.NodeID, Other, changes(func(o *nodeObject) { o.ServedCertificateID = e.CertificateID }), words}, true
	case events.NodeMaintenanceEntered:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) {
			o.Maintenance = &maintenance{Reason: e.Reason}
		}), because("was put into maintenance", e.Reason)}, true
	case events.NodeMaintenanceLeft:
		return deed{KindNode, e.ID, Other, changes(func(o *nodeObject) { o.Maintenance = nil }), "was taken out of maintenance"}, true
	}
	return deed{}, false
}

func administratorDeed(r events.Recorded) (deed, bool) {
	switch e := r.Event.(type) {
	case events.AdministratorCreated:
		return deed{KindAdministrator, e.ID, Created, becomes(administratorObject{
			Username: e.Username, DisplayName: e.DisplayName, Role: e.Role, Enabled: true, Password: e.PasswordHash,
		}), "was created"}, true
	case events.AdministratorUpdated:
		return deed{KindAdministrator, e.ID, Updated, changes(func(o *administratorObject) {
			o.DisplayName, o.Role, o.Enabled = e.DisplayName, e.Role, e.Enabled
		}), ""}, true
	case events.AdministratorPasswordChanged:
		return deed{KindAdministrator, e.ID, Updated, changes(func(o *administratorObject) {
			o.Password = digest(e.PasswordHash)
		}), "got a new password"}, true
	case events.AdministratorRemoved:
		return deed{KindAdministrator, e.ID, Removed, nil, "was removed"}, true
	case events.AdministratorSignedIn:
		return deed{KindAdministrator, e.ID, Other, nil, "signed in"}, true
	case events.ExternalAdministratorSignedIn:
		return deed{KindAdministrator, e.ID, Other, signsInFromOutside(e), "signed in (" + strings.ToUpper(e.Source) + ", " + strings.Join(e.Roles, ", ") + ")"}, true
	case events.AdministratorSignedOut:
		words := "signed out"
		if r.Meta.Actor.ID != e.ID {
			words = "was signed out"
		}
		return deed{KindAdministrator, e.ID, Other, nil, words}, true
	case events.AdministratorLockedOut:
		words := fmt.Sprintf("was locked until %s after %d wrong passwords", e.Until.UTC().Format("2006-01-02 15:04:05 UTC"), e.Attempts)
		return deed{KindAdministrator, e.ID, Other, nil, words}, true
	case events.AdministratorUnlocked:
		return deed{KindAdministrator, e.ID, Other, nil, "was unlocked"}, true
	}
	return deed{}, false
}

func tokenDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.TokenCreated:
		return deed{KindToken, e.ID, Created, becomes(tokenObject{
			Name: e.Name, Scopes: e.Scopes, Secret: events.Sealed(e.Digest), ExpiresAt: e.ExpiresAt,
			EventStreams: e.EventStreams, EventTypes: e.EventTypes, Description: e.Description,
		}), "was created"}, true
	case events.TokenUpdated:
		return deed{KindToken, e.ID, Updated, changes(func(o *tokenObject) { o.Name, o.Description = e.Name, e.Description }), ""}, true
	case events.TokenRevoked:
		return deed{KindToken, e.ID, Removed, nil, "was revoked"}, true
	}
	return deed{}, false
}

func webhookDeed(e events.Recorded) (deed, bool) {
	switch e := e.Event.(type) {
	case events.WebhookCreated:
		return deed{KindWebhook, e.ID, Created, becomes(webhookObject{Settings: e.Settings, Secret: e.Secret}), "was created"}, true
	case events.WebhookUpdated:
		return deed{KindWebhook, e.ID, Updated, changes(func(o *webhookObject) { o.Settings = e.Settings }), ""}, true
	case events.WebhookSecretRotated:
		return deed{KindWebhook, e.ID, Updated, changes(func(o *webhookObject) {
			o.Secret, o.PreviousSecretUntil = digest(e.Secret), &e.PreviousUntil
		}), "got a new secret"}, true
	case events.WebhookReplayRequested:
		words := fmt.Sprintf("was told to deliver the events after %s through %s once more", e.After, e.Through)
		return deed{KindWebhook, e.ID, Other, nil, words}, true
	case events.WebhookRemoved:
		return deed{KindWebhook, e.ID, Removed, nil, "was removed"}, true
	}
	return deed{}, false
}
