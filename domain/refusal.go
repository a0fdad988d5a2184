package domain

import (
	"errors"
	"strings"
)

// Code is the machine-readable reason of a refusal. The values are those of
// UserErrorCode in the GraphQL schema.
type Code string

// The codes.
const (
	CodeRequired       Code = "REQUIRED"
	CodeInvalid        Code = "INVALID"
	CodeNameTaken      Code = "NAME_TAKEN"
	CodeAliasTaken     Code = "ALIAS_TAKEN"
	CodeNotFound       Code = "NOT_FOUND"
	CodeConflict       Code = "CONFLICT"
	CodeInUse          Code = "IN_USE"
	CodeNotAllowed     Code = "NOT_ALLOWED"
	CodeBadCredentials Code = "BAD_CREDENTIALS"
	CodeRateLimited    Code = "RATE_LIMITED"
)

// Refusal is one business rule that says no. Field is the path into the input,
// nil when no single field is at fault. Message is one sentence for people and
// never contains a secret.
type Refusal struct {
	Code    Code
	Field   []string
	Message string
}

// Refusals is the error of a command that was refused: all rules that say no,
// not just the first, so that a form can mark every field at once.
type Refusals []Refusal

// Error implements error.
func (r Refusals) Error() string {
	var b strings.Builder
	b.WriteString("refused")
	for i, one := range r {
		if i > 0 {
			b.WriteByte(';')
		} else {
			b.WriteByte(':')
		}
		b.WriteByte(' ')
		b.WriteString(string(one.Code))
		if len(one.Field) > 0 {
			b.WriteString(" (" + strings.Join(one.Field, ".") + ")")
		}
		b.WriteString(" " + one.Message)
	}
	return b.String()
}

// Refuse is a refusal for a single reason. Field is a path, for example
// "aliases", "0", "alias"; without one, no single field is at fault.
func Refuse(code Code, message string, field ...string) error {
	return Refusals{{Code: code, Field: field, Message: message}}
}

// AsRefusals unpacks a refusal from an error.
func AsRefusals(err error) (Refusals, bool) {
	var r Refusals
	if errors.As(err, &r) {
		return r, true
	}
	return nil, false
}

// IsRefusal reports whether err is a refusal with the given code.
func IsRefusal(err error, code Code) bool {
	r, ok := AsRefusals(err)
	if !ok {
		return false
	}
	for _, one := range r {
		if one.Code == code {
			return true
		}
	}
	return false
}
