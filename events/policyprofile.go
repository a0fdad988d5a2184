package events

// PolicyProfileSettings is the whole configuration of a policy profile: a
// server outside that is asked how to treat calls.
type PolicyProfileSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// URL is the base of the addresses that are asked.
	URL      string `json:"url"`
	Username string `json:"username,omitempty"`
	Password Sealed `json:"password,omitempty"`
	// The requests that it answers.
	ServiceConfiguration  bool `json:"serviceConfiguration,omitempty"`
	MediaLocation         bool `json:"mediaLocation,omitempty"`
	ParticipantProperties bool `json:"participantProperties,omitempty"`
	Avatar                bool `json:"avatar,omitempty"`
	Registrations         bool `json:"registrations,omitempty"`
}

// PolicyProfileCreated records a new policy profile.
type PolicyProfileCreated struct {
	ID       string                `json:"id"`
	Settings PolicyProfileSettings `json:"settings"`
}

// PolicyProfileUpdated carries the whole configuration after a change.
type PolicyProfileUpdated struct {
	ID       string                `json:"id"`
	Settings PolicyProfileSettings `json:"settings"`
}

// PolicyProfileRemoved ends a policy profile.
type PolicyProfileRemoved struct {
	ID string `json:"id"`
}

func (PolicyProfileCreated) EventType() string { return "policyprofile.created.v1" }
func (PolicyProfileUpdated) EventType() string { return "policyprofile.updated.v1" }
func (PolicyProfileRemoved) EventType() string { return "policyprofile.removed.v1" }
