package client

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/parley-video/parley/nodeagent/conference"
)

// writeTimeout is how long a client may take to accept what it is sent.
const writeTimeout = 10 * time.Second

// frame is one server-sent event.
type frame struct {
	name string
	data any
}

// empty is the data of events that carry none: without data a browser drops
// the event.
type empty struct{}

// events is the stream of a participant.
func (a *api) events(w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
	sub, err := seat.Subscribe(r.Context())
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	defer seat.Unsubscribe(sub)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	out := stream{w: w, ctl: http.NewResponseController(w)}
	if err := out.send(frame{"hello", empty{}}); err != nil {
		return
	}
	ping := time.NewTicker(a.ping)
	defer ping.Stop()
	for {
		var frames []frame
		select {
		case e, open := <-sub.Events():
			if !open {
				if sub.Overflowed() {
					a.log.Warn("client too slow, stream closed", slog.String("participant", seat.ParticipantID()))
				}
				return
			}
			frames = wireEvent(e)
		case <-ping.C:
			frames = []frame{{"ping", empty{}}}
		case <-r.Context().Done():
			return
		}
		if err := out.send(frames...); err != nil {
			return // the client is gone; it will come again
		}
	}
}

// stream writes frames, each within writeTimeout.
type stream struct {
	w   http.ResponseWriter
	ctl *http.ResponseController
}

func (s stream) send(frames ...frame) error {
	var b bytes.Buffer
	for _, f := range frames {
		data, err := encode(f.data)
		if err != nil {
			return fmt.Errorf("encode event %s: %w", f.name, err)
		}
		fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", f.name, data)
	}
	if err := s.ctl.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := s.w.Write(b.Bytes()); err != nil {
		return err
	}
	return s.ctl.Flush()
}

// wireEvent is what an event is on the wire.
func wireEvent(e conference.Event) []frame {
	switch e := e.(type) {
	case conference.Sync:
		return wireSync(e)
	case conference.ConferenceUpdate:
		return []frame{{"conference_update", wireStatus(e.Status)}}
	case conference.ParticipantCreate:
		return []frame{{"participant_create", wireParticipant(e.Participant)}}
	case conference.ParticipantUpdate:
		return []frame{{"participant_update", wireParticipant(e.Participant)}}
	case conference.ParticipantDelete:
		return []frame{{"participant_delete", struct {
			UUID string `json:"uuid"`
		}{e.ID}}}
	case conference.Stage:
		return []frame{{"stage", wireStage(e.Entries)}}
	case conference.Slots:
		return []frame{{"slots", wireSlots(e)}}
	case conference.PresentationStart:
		return []frame{wirePresentation(e.Presenter)}
	case conference.PresentationStop:
		return []frame{{"presentation_stop", empty{}}}
	case conference.Message:
		return []frame{{"message_received", message{
			Origin: e.From, UUID: e.FromID, Type: e.Type, Payload: e.Payload, Direct: e.Direct,
		}}}
	case conference.Knock:
		return []frame{{"knock", knock{ParticipantUUID: e.ID, Text: e.Text}}}
	case conference.CallEnded:
		return []frame{{"call_disconnected", callDisconnected{CallUUID: e.CallID, Reason: e.Reason}}}
	case conference.Disconnected:
		return []frame{{"disconnect", disconnected{Reason: e.Reason.Wire(), Code: e.Reason.Name}}}
	case conference.RoleChanged:
		return []frame{{"refresh_token", empty{}}}
	default:
		return nil
	}
}

// wireSync is a whole resynchronisation in the documented order.
func wireSync(e conference.Sync) []frame {
	frames := []frame{{"conference_update", wireStatus(e.Status)}, {"participant_sync_begin", empty{}}}
	for _, p := range e.Participants {
		frames = append(frames, frame{"participant_create", wireParticipant(p)})
	}
	frames = append(frames, frame{"participant_sync_end", empty{}}, frame{"stage", wireStage(e.Stage)})
	if e.Presenter != nil {
		frames = append(frames, wirePresentation(*e.Presenter))
	}
	if e.Slots != nil {
		frames = append(frames, frame{"slots", wireSlots(*e.Slots)})
	}
	return frames
}

func wirePresentation(p conference.Participant) frame {
	return frame{"presentation_start", presentation{
		Name: p.DisplayName, URI: p.DisplayName, UUID: p.ID, Source: "video",
	}}
}

type (
	presentation struct {
		Name   string `json:"presenter_name"`
		URI    string `json:"presenter_uri"`
		UUID   string `json:"presenter_uuid"`
		Source string `json:"presenter_source"`
	}
	message struct {
		Origin  string `json:"origin"`
		UUID    string `json:"uuid"`
		Type    string `json:"type"`
		Payload string `json:"payload"`
		Direct  bool   `json:"direct"`
	}
	knock struct {
		ParticipantUUID string `json:"participant_uuid"`
		Text            string `json:"text"`
	}
	callDisconnected struct {
		CallUUID string `json:"call_uuid"`
		Reason   string `json:"reason"`
	}
	disconnected struct {
		Reason string `json:"reason"`
		Code   string `json:"code"`
	}
)
