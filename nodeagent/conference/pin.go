package conference

import (
	"crypto/subtle"
	"strings"

	"github.com/parley-video/parley/nodeagent/link"
)

// PINNone is the literal by which a client joins as a guest without a PIN.
const PINNone = "none"

// judgePIN applies the PIN table: who gets which role with which PIN. given
// is false when the caller sent no PIN at all.
//
//	host PIN  guests  guest PIN
//	-         -       -          everybody is a host
//	set       no      -          everybody needs it and is a host
//	set       yes     -          the PIN makes a host, "none" a guest
//	set       yes     set        the PIN decides
func judgePIN(s link.Service, pin string, given bool) (Role, error) {
	if s.HostPIN == "" {
		return RoleHost, nil
	}
	freeGuests := s.AllowGuests && s.GuestPIN == ""
	if !given || pin == "" || pin == PINNone && !freeGuests {
		return RoleUnknown, &Refusal{Code: CodePINRequired, GuestPIN: !freeGuests}
	}
	if pin == PINNone {
		return RoleGuest, nil
	}
	// Both comparisons are made whatever the first one says, so that the time
	// taken tells nothing.
	host := samePIN(s.HostPIN, pin)
	guest := s.AllowGuests && s.GuestPIN != "" && samePIN(s.GuestPIN, pin)
	switch {
	case host:
		return RoleHost, nil
	case guest:
		return RoleGuest, nil
	default:
		return RoleUnknown, refuse(CodeInvalidPIN)
	}
}

// samePIN compares PINs. The closing # of a PIN is a key press on a telephone,
// not a part of what a person at a keyboard has to type.
func samePIN(configured, entered string) bool {
	a, b := strings.TrimSuffix(configured, "#"), strings.TrimSuffix(entered, "#")
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
