package events

// Claims keep platform-wide unique keys (aliases, names) unique although one
// command writes one stream: the key's own stream says who owns it.

// ClaimTaken records that Owner holds Key. It holds for as long as the
// owner's own stream says that it uses the key.
type ClaimTaken struct {
	Kind  string `json:"kind"`
	Key   string `json:"key"`
	Owner string `json:"owner"` // stream of the aggregate that uses the key
}

// ClaimReleased records that Owner gave Key up.
type ClaimReleased struct {
	Kind  string `json:"kind"`
	Key   string `json:"key"`
	Owner string `json:"owner"`
}

// ClaimMoved records that Key goes from From to Owner, both of which may use it
// until From has given it up. Like ClaimTaken otherwise.
type ClaimMoved struct {
	Kind  string `json:"kind"`
	Key   string `json:"key"`
	Owner string `json:"owner"`
	From  string `json:"from"`
}

func (ClaimTaken) EventType() string    { return "claim.taken.v1" }
func (ClaimReleased) EventType() string { return "claim.released.v1" }
func (ClaimMoved) EventType() string    { return "claim.moved.v1" }
