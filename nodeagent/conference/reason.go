package conference

// Reason is why a participant left or a conference ended.
type Reason struct {
	// Name is machine-readable and goes into facts.
	Name string
	// Code is the wire code of the original client API, when there is one.
	Code string
	// Text is for people.
	Text string
	// Normal tells an expected end from a failure.
	Normal bool
}

// The reasons. docs/client-api.md lists them.
var (
	reasonReleased       = Reason{"released", "", "Left the conference", true}
	reasonExpired        = Reason{"token-expired", "", "The connection to the participant was lost", false}
	reasonLost           = Reason{"connection-lost", "", "The connection to the participant was lost", false}
	reasonHostEnded      = Reason{"ended-by-host", "#pex121", "A host ended the conference", true}
	reasonAdminEnded     = Reason{"ended-by-administrator", "#pex122", "An administrator ended the conference", true}
	reasonAdminRemoved   = Reason{"removed-by-administrator", "#pex123", "An administrator removed the participant", true}
	reasonRemoved        = Reason{"removed-by-participant", "#pex124", "Another participant removed the participant", true}
	reasonWaitingTimeout = Reason{"waiting-timeout", "#pex126", "Nobody let the participant in", true}
	reasonPINTimeout     = Reason{"pin-timeout", "", "No PIN was entered", true}
	reasonPINTries       = Reason{"pin-tries", "", "Too many wrong PINs", true}
	reasonGuestsOnly     = Reason{"guests-only-timeout", "", "No host was left in the conference", true}
	reasonLastOne        = Reason{"last-participant-timeout", "", "Only one participant was left", true}
	reasonEmpty          = Reason{"last-left", "", "Everybody left", true}
	reasonNodeStopped    = Reason{"node-shutdown", "", "The node stopped", false}
	reasonNodeRestarted  = Reason{"node-restarted", "", "The node restarted", false}

	// Of conferences that span nodes.
	reasonMerged           = Reason{"merged", "", "The conference became one with another", true}
	reasonCutOff           = Reason{"node-cut-off", "", "The node lost the conference", false} // clients are told, nothing is recorded
	reasonResumedElsewhere = Reason{"resumed-elsewhere", "", "The participant goes on at another connection", true}
	reasonOutOfSight       = Reason{"nodes-unreachable", "", "The nodes of all others cannot be reached", false}
	reasonYielded          = Reason{"yielded", "", "Another node is home", true} // nobody is told
)

// Reasons are all there are.
func Reasons() []Reason {
	return []Reason{
		reasonReleased, reasonExpired, reasonLost, reasonHostEnded, reasonAdminEnded, reasonAdminRemoved, reasonRemoved,
		reasonWaitingTimeout, reasonPINTimeout, reasonPINTries, reasonGuestsOnly, reasonLastOne, reasonEmpty,
		reasonNodeStopped, reasonNodeRestarted, reasonMerged, reasonCutOff, reasonResumedElsewhere, reasonOutOfSight,
	}
}

// Wire is the reason as clients read it: the text and, where there is one,
// the code the original client API uses.
func (r Reason) Wire() string {
	if r.Code == "" {
		return r.Text
	}
	return r.Text + " " + r.Code
}
