package sfu

import (
	"slices"

	"github.com/parley-video/parley/nodeagent/media"
)

// SetStage takes the order of the stage over all nodes; see media.Spread.
func (r *Room) SetStage(stage []media.Voice) {
	r.update(func() { r.stage = slices.Clone(stage) })
}

// SetRemote takes what the calls of other nodes send; see media.Spread.
func (r *Room) SetRemote(remotes []media.Remote) {
	r.update(func() { r.remotes = slices.Clone(remotes) })
}

// Resend reports everything once more; see media.Spread.
func (r *Room) Resend() { r.update(nil) }

// Rename gives the room the id of another conference; see media.Spread.
func (r *Room) Rename(conferenceID string) {
	r.update(func() { r.id = conferenceID })
}
