// Package cloud is what Parley asks of a cloud: list the machines that bear a
// tag, start one, stop one, and say which rights are missing. Machines are never
// made and never ended.
//
// It holds the interface and its words, which are those of no provider; the
// providers are packages below it, and cloudtest is the contract that each of
// them passes. It imports nothing of the module. A Provider may be used by
// several goroutines at once.
package cloud

import (
	"context"
	"errors"
	"time"
)

// Provider is one account at a cloud. Every call ends by itself: a provider has
// its own deadline beneath the caller's, and asks again only a bounded number of
// times. Errors are *Error.
type Provider interface {
	// Machines lists all machines that bear the account's tag key, with whatever
	// value, in order of their ids. Machines that are gone for good are among
	// them for as long as the cloud shows them.
	Machines(ctx context.Context) ([]Machine, error)
	// Start has a machine started and returns the state it is in then. One that
	// runs, or is about to, is left as it is.
	Start(ctx context.Context, id string) (State, error)
	// Stop has a machine stopped and returns the state it is in then. One that is
	// stopped, or about to be, is left as it is.
	Stop(ctx context.Context, id string) (State, error)
	// Check tries every right that the other calls need, without changing
	// anything, and returns what it found, one Finding for each right. The error
	// says that nothing could be found out.
	Check(ctx context.Context) ([]Finding, error)
}

// Machine is a machine as the cloud describes it.
type Machine struct {
	ID   string
	Name string // the name that people gave it; may be empty
	// TagValue is the value under the account's tag key.
	TagValue string
	State    State
	// LaunchedAt is when it was last started; zero when the cloud does not say.
	LaunchedAt time.Time
	Addresses  []string // within the cloud's network
	// PublicAddress is empty while it has none, as most have only while they run.
	PublicAddress string
	Type          string // the cloud's word for its size
	// StoppedFor says of a machine that is stopped, or about to be, why the cloud
	// did that by itself, as when it takes a start back that it had accepted: Code,
	// Permission, Message and Retry. Nil when somebody asked for it, or the cloud
	// does not say. It stays for as long as the machine is stopped.
	StoppedFor *Error
}

// State is what a machine does.
type State string

// The states of a machine.
const (
	StateStopped    State = "stopped"
	StatePending    State = "pending" // was started, does not run yet
	StateRunning    State = "running"
	StateStopping   State = "stopping"
	StateTerminated State = "terminated" // gone for good
	StateUnknown    State = "unknown"    // the cloud used a word that is not known
)

// Up reports whether the machine runs or is about to.
func (s State) Up() bool { return s == StatePending || s == StateRunning }

// Finding is what a Check found out about one right.
type Finding struct {
	// Permission is the cloud's word for the right.
	Permission string
	// Subject is the machine that it was tried with; empty when it needs none, or
	// when there was none.
	Subject string
	// Tried is false when the right could not be tried, and Err is nil then.
	Tried bool
	// Err says why the right is missing; nil when it is there.
	Err *Error
}

// Granted reports whether the right was tried, and is there.
func (f Finding) Granted() bool { return f.Tried && f.Err == nil }

// Operation is what was asked of a cloud.
type Operation string

// The operations.
const (
	OpenAccount  Operation = "open" // read the account's configuration
	ListMachines Operation = "list"
	StartMachine Operation = "start"
	StopMachine  Operation = "stop"
	CheckRights  Operation = "check"
)

// Code says what went wrong, as a program tells it.
type Code string

// The codes.
const (
	CodeBadCredentials   Code = "bad-credentials"
	CodePermissionDenied Code = "permission-denied" // Error.Permission names the right
	CodeUnreachable      Code = "unreachable"
	CodeThrottled        Code = "throttled"
	CodeUnknownMachine   Code = "unknown-machine"
	CodeUnknownRegion    Code = "unknown-region"
	CodeClockSkew        Code = "clock-skew"
	CodeBadCertificate   Code = "bad-certificate"
	CodeWrongState       Code = "wrong-state" // the machine is in a state that forbids it
	CodeProviderError    Code = "provider-error"
	// CodeAccountBlocked: the cloud does nothing for this account until its owner
	// has settled something there.
	CodeAccountBlocked Code = "account-blocked"

	// These are about one machine; another one of the account may start.
	CodeNoCapacity   Code = "no-capacity"     // the cloud has no room for it just now
	CodeQuota        Code = "quota-exceeded"  // the account may not have more of its kind
	CodeNotStartable Code = "not-startable"   // it is of a kind that cannot be stopped and started
	CodeDiskKey      Code = "disk-key-denied" // its disks are encrypted with a key that may not be used
	CodeStartRefused Code = "start-refused"   // it was started and stopped again, for another reason
)

// Codes are all codes.
func Codes() []Code {
	return []Code{
		CodeBadCredentials, CodePermissionDenied, CodeUnreachable, CodeThrottled, CodeUnknownMachine,
		CodeUnknownRegion, CodeClockSkew, CodeBadCertificate, CodeWrongState, CodeProviderError,
		CodeAccountBlocked, CodeNoCapacity, CodeQuota, CodeNotStartable, CodeDiskKey, CodeStartRefused,
	}
}

// Error is what came of an operation that failed.
type Error struct {
	Code      Code
	Operation Operation
	// Machine is the id of the machine that it was about; may be empty.
	Machine string
	// Permission is the cloud's word for the right that is missing; may be empty.
	Permission string
	// Message is for people, without secrets.
	Message string
	// Retry says whether the same call may succeed later without anybody's doing.
	Retry bool
	Err   error
}

func (e *Error) Error() string {
	text := string(e.Operation)
	if e.Machine != "" {
		text += " " + e.Machine
	}
	text += ": " + string(e.Code)
	if e.Permission != "" {
		text += " (" + e.Permission + ")"
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of an error of a provider; empty when it is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
