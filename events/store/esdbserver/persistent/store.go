package persistent

import "context"

// Store keeps groups across restarts. Several servers may share one: whoever
// claims a group last owns it, and what others save after that is refused.
// Implementations are safe for concurrent use.
type Store interface {
	// Groups lists all groups in the order of their keys.
	Groups(ctx context.Context) ([]Saved, error)
	// Group returns one group, or ErrNotFound.
	Group(ctx context.Context, key Key) (Saved, error)
	// Create adds a group that begins after a place. It is ErrExists when the
	// key is taken, ErrTooManyGroups when there are limit groups already.
	// Epochs begin at its time of creation, so that a server which missed that
	// the group was deleted and made again cannot write into the new one.
	Create(ctx context.Context, d Definition, after int64, limit int) error
	// Update changes a group's definition; a group that has no checkpoint yet
	// begins after the new place.
	Update(ctx context.Context, d Definition, after int64) error
	// Delete removes a group with its parked messages.
	Delete(ctx context.Context, key Key) error
	// Claim takes a group over: it returns its state and the epoch to save
	// with.
	Claim(ctx context.Context, key Key) (Saved, int64, error)
	// Save writes progress in one transaction. It is ErrFenced when the epoch
	// is not the last claimed one, ErrNotFound when the group is gone.
	Save(ctx context.Context, key Key, epoch int64, w *Write) error
	// MarkReplay marks the parked messages with numbers below stopAt (negative:
	// all) to go round again and returns how many are marked now.
	MarkReplay(ctx context.Context, key Key, stopAt int64) (int64, error)
	// Parked lists parked messages from a number on, in order: those that wait,
	// or those that are marked.
	Parked(ctx context.Context, key Key, marked bool, from int64, max int) ([]Parked, error)
	// CountParked counts those that wait.
	CountParked(ctx context.Context, key Key) (int64, error)
}
