package events

// CloudProvider is who runs a cloud.
type CloudProvider string

// The providers.
const (
	CloudAWS    CloudProvider = "aws"
	CloudStatic CloudProvider = "static" // scripts of the operator
)

// CloudAccountSettings is the whole configuration of an account at a cloud, but
// for its secret.
type CloudAccountSettings struct {
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	Provider    CloudProvider `json:"provider"`
	Region      string        `json:"region"` // empty with scripts
	// AccessKeyID is empty when the machine itself has the rights.
	AccessKeyID string `json:"accessKeyId,omitempty"`
	// RoleARN is assumed with the key, or with the machine's own rights.
	RoleARN    string `json:"roleArn,omitempty"`
	ExternalID string `json:"externalId,omitempty"`
	// Endpoint is asked in place of the provider's own.
	Endpoint       string `json:"endpoint,omitempty"`
	CACertificates string `json:"caCertificates,omitempty"` // PEM
	// TagKey and TagValue mark the machines that may be started and stopped.
	TagKey   string `json:"tagKey"`
	TagValue string `json:"tagValue"`
	Enabled  bool   `json:"enabled"`
	// Scripts names the folder of the operator's scripts, which lies in the one
	// that the Management Node was started with; empty but with CloudStatic.
	Scripts string `json:"scripts,omitempty"`
	// PricePerHour is what a running machine costs, as a decimal number, in
	// Currency (ISO 4217); empty: not known.
	PricePerHour string `json:"pricePerHour,omitempty"`
	Currency     string `json:"currency,omitempty"`
}

// CloudAccountCreated records a new account at a cloud.
type CloudAccountCreated struct {
	ID        string               `json:"id"`
	Settings  CloudAccountSettings `json:"settings"`
	SecretKey Sealed               `json:"secretKey"`
}

// CloudAccountUpdated carries the whole configuration after a change.
type CloudAccountUpdated struct {
	ID        string               `json:"id"`
	Settings  CloudAccountSettings `json:"settings"`
	SecretKey Sealed               `json:"secretKey"`
}

// CloudAccountRemoved ends an account.
type CloudAccountRemoved struct {
	ID string `json:"id"`
}

func (CloudAccountCreated) EventType() string { return "cloudaccount.created.v1" }
func (CloudAccountUpdated) EventType() string { return "cloudaccount.updated.v1" }
func (CloudAccountRemoved) EventType() string { return "cloudaccount.removed.v1" }
