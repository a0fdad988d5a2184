package model

import "github.com/99designs/gqlgen/graphql"

// ServiceInput is what is given of a service, new or not, of any kind or of
// many at once. Each input of the schema has some of the fields; those that it
// does not have stay absent.
type ServiceInput struct {
	ID               string // of an existing service
	IdempotencyKey   graphql.Omittable[*string]
	ExpectedRevision graphql.Omittable[*int64]

	// NewName is the name of a new service, which must have one.
	NewName string
	Name    graphql.Omittable[*string]

	Description    graphql.Omittable[*string]
	Tag            graphql.Omittable[*string]
	Aliases        graphql.Omittable[[]*MeetingRoomAliasInput]
	CallType       graphql.Omittable[*CallType]
	MaxQuality     graphql.Omittable[*QualitySetting]
	MaxCallRateIn  graphql.Omittable[*int]
	MaxCallRateOut graphql.Omittable[*int]
	Encryption     graphql.Omittable[*EncryptionSetting]
	ThemeID        graphql.Omittable[*string]

	HostPin                       graphql.Omittable[*string]
	AllowGuests                   graphql.Omittable[*bool]
	GuestPin                      graphql.Omittable[*string]
	GuestsCanPresent              graphql.Omittable[*bool]
	MuteAllGuests                 graphql.Omittable[*bool]
	EnableChat                    graphql.Omittable[*ChatSetting]
	ParticipantLimit              graphql.Omittable[*int]
	PrimaryOwnerEmail             graphql.Omittable[*string]
	EnableOverlayText             graphql.Omittable[*bool]
	EnableActiveSpeakerIndication graphql.Omittable[*bool]
	AutomaticParticipants         graphql.Omittable[[]string]

	Layout                 graphql.Omittable[*Layout]
	HostLayout             graphql.Omittable[*Layout]
	GuestLayout            graphql.Omittable[*Layout]
	GuestsCanSeeGuests     graphql.Omittable[*GuestsCanSeeGuests]
	ForcePresenterIntoMain graphql.Omittable[*bool]

	MatchString      graphql.Omittable[*string]
	ReplaceString    graphql.Omittable[*string]
	LookupLocationID graphql.Omittable[*string]
	Digits           graphql.Omittable[*int]

	Duration graphql.Omittable[*int]
}
