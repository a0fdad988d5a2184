// Package chain writes and checks exports of the log in which every line is
// bound to the one before it by a hash, so that nobody can change, take away,
// put in, move or cut off a line without its being found.
//
// The form is for strangers to check, too: docs/export.md defines it by bytes.
// Events are in it as they are stored: secrets and personal data stay sealed.
//
// It imports events, events/store and the standard library. Readers and
// writers are for one goroutine.
package chain
