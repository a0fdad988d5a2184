package events

import "strings"

// Stream names. One aggregate is one stream.

// IntegrationPrefix begins the streams that other programs write. Their events
// are not the platform's, whatever their types are called.
const IntegrationPrefix = "integration-"

// IsIntegration says whether other programs write a stream.
func IsIntegration(stream string) bool { return strings.HasPrefix(stream, IntegrationPrefix) }

// SettingsStream holds the deployment-wide settings.
const SettingsStream = "settings"

// LocationStream is the stream of a system location.
func LocationStream(id string) string { return "location-" + id }

// NodeStream is the stream of a Conferencing Node: its configuration and its life.
func NodeStream(id string) string { return "node-" + id }

// BurstNodeStream is the stream of a burst node's machine at a cloud.
func BurstNodeStream(id string) string { return "burstnode-" + id }

// BurstScheduleStream is the stream of a schedule by which burst nodes run.
func BurstScheduleStream(id string) string { return "burstschedule-" + id }

// EnrolmentStream holds refused attempts to enrol that name no node there is.
const EnrolmentStream = "enrolment"

// ServiceStream is the stream of a service.
func ServiceStream(id string) string { return "service-" + id }

// ConferenceStream is the stream of one conference instance.
func ConferenceStream(id string) string { return "conference-" + id }

// AdministratorStream is the stream of a local administrator.
func AdministratorStream(id string) string { return "admin-" + id }

// RoleStream is the stream of a role that is not built in.
func RoleStream(id string) string { return "role-" + id }

// TokenStream is the stream of an API token.
func TokenStream(id string) string { return "token-" + id }

// WebhookStream is the stream of a webhook.
func WebhookStream(id string) string { return "webhook-" + id }

// CertificateStream is the stream of a certificate that an administrator
// brought.
func CertificateStream(id string) string { return "certificate-" + id }

// CertificateAssignmentsStream holds who serves which certificate.
const CertificateAssignmentsStream = "tls-assignments"

// PolicyProfileStream is the stream of a policy profile.
func PolicyProfileStream(id string) string { return "policyprofile-" + id }

// RuleStream is the stream of a gateway rule.
func RuleStream(id string) string { return "rule-" + id }

// DialoutStream is the stream of an automatically dialled participant.
func DialoutStream(id string) string { return "dialout-" + id }

// DeviceStream is the stream of a device alias.
func DeviceStream(id string) string { return "device-" + id }

// ThemeStream is the stream of a theme.
func ThemeStream(id string) string { return "theme-" + id }

// CloudAccountStream is the stream of an account at a cloud.
func CloudAccountStream(id string) string { return "cloudaccount-" + id }

// AlarmStream is the stream of an alarm: of everything of one kind that was ever
// raised about one instance.
func AlarmStream(id string) string { return "alarm-" + id }

// ClaimStream holds who owns a platform-wide unique key, such as an alias.
// The key's digest keeps the name short and free of odd characters.
func ClaimStream(kind, key string) string {
	return "claim-" + kind + "-" + DeriveID("claim/"+kind+"/"+key).String()
}
