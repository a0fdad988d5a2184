// Package privacy keeps the personal data of participants so that it can be
// erased: it is sealed before it enters the log, with a key per subject, and
// destroying the key makes it unreadable in the log, in every replay of it and
// in every copy of the log.
//
// It owns the keys (Keyring, tables privacy_* of the state database), the
// store decorator that seals and opens (Shield), and the process that destroys
// keys after the intent is in the log (Eraser). A subject is a participant, or
// for personal data of nobody we know, the event itself.
//
// It imports control, domain/conference, events, events/codec, events/store
// and internal/sqldb. Everything is safe for concurrent use, by several
// processes on one database too; only Eraser.Run stays in a loop.
package privacy
