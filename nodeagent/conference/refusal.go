package conference

import "errors"

// Code says, machine-readably, why something was refused.
type Code string

// The codes.
const (
	CodeUnknownAlias       Code = "unknown-alias"
	CodePINRequired        Code = "pin-required"
	CodeInvalidPIN         Code = "invalid-pin"
	CodeInvalidToken       Code = "invalid-token"
	CodeNotPermitted       Code = "not-permitted"
	CodeWaiting            Code = "waiting"
	CodeParticipantLimit   Code = "participant-limit"
	CodeCapacity           Code = "capacity-exceeded"
	CodeMaintenance        Code = "maintenance"
	CodeUnknownParticipant Code = "unknown-participant"
	CodeUnknownCall        Code = "unknown-call"
	CodeCallInProgress     Code = "call-in-progress"
	CodeChatDisabled       Code = "chat-disabled"
	CodePresentationDenied Code = "presentation-denied"
	CodeOffer              Code = "unusable-offer"
	CodeInvalidRole        Code = "invalid-role"
	CodeUnavailable        Code = "unavailable"
)

// Refusal is an input that was not carried out. Nothing has changed, but for
// the count of wrong PINs.
type Refusal struct {
	Code Code
	// GuestPIN completes CodePINRequired: whether guests need a PIN too.
	GuestPIN bool
	// Detail says more, for people.
	Detail string
}

func (r *Refusal) Error() string {
	if r.Detail == "" {
		return string(r.Code)
	}
	return string(r.Code) + ": " + r.Detail
}

func refuse(code Code) error { return &Refusal{Code: code} }

// RefusalOf finds the Refusal in an error.
func RefusalOf(err error) (*Refusal, bool) {
	var r *Refusal
	ok := errors.As(err, &r)
	return r, ok
}

// Sentinels of the shell, compared with errors.Is.
var (
	// ErrNotRunning: Run has not been called, or has ended.
	ErrNotRunning = errors.New("conference registry not running")
	// errEnded: the conference ended before the request reached it.
	errEnded = errors.New("conference ended")
	// errStale: the station that asked is not registered any more.
	errStale = errors.New("station is not registered")
)
