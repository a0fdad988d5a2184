package events

// RoleSettings is what makes a role. Scopes are sorted and without repeats.
type RoleSettings struct {
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Scopes      []string `json:"scopes"`
}

// RoleCreated records a new role. The built-in roles read-write and read-only
// have no events.
type RoleCreated struct {
	ID       string       `json:"id"`
	Settings RoleSettings `json:"settings"`
}

// RoleUpdated carries the role after a change. Whoever has it has the new
// permissions from then on.
type RoleUpdated struct {
	ID       string       `json:"id"`
	Settings RoleSettings `json:"settings"`
}

// RoleRemoved ends a role, which nobody had any more.
type RoleRemoved struct {
	ID string `json:"id"`
}

func (RoleCreated) EventType() string { return "role.created.v1" }
func (RoleUpdated) EventType() string { return "role.updated.v1" }
func (RoleRemoved) EventType() string { return "role.removed.v1" }
