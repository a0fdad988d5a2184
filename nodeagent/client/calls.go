package client

import (
	"net/http"

	"github.com/parley-video/parley/nodeagent/conference"
	"github.com/parley-video/parley/nodeagent/media"
)

// callResult answers an offer.
type callResult struct {
	CallUUID string `json:"call_uuid"`
	SDP      string `json:"sdp"`
}

// calls sets up media from an offer.
func (a *api) calls(w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string) {
	if !a.method(w, r, http.MethodPost) || !a.own(w, seat, target) {
		return
	}
	var body struct {
		CallType string `json:"call_type"`
		SDP      string `json:"sdp"`
		Present  string `json:"present"`
	}
	if !a.read(w, r, &body, maxSDPBody) {
		return
	}
	switch {
	case body.SDP == "":
		a.fail(w, http.StatusBadRequest, codeMalformed, "Bad request")
		return
	case body.CallType != "" && body.CallType != "WEBRTC":
		a.fail(w, http.StatusBadRequest, codeUnsupported, "Unsupported call type")
		return
	case body.Present != "" && body.Present != "main":
		// Content travels in a line of the one call, not in a call of its own.
		a.fail(w, http.StatusBadRequest, codeUnsupported, "Separate presentation calls are not supported")
		return
	}
	id, answer, err := seat.PlaceCall(r.Context(), body.SDP)
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, callResult{CallUUID: id, SDP: answer})
}

// ack lets media flow.
func (a *api) ack(w http.ResponseWriter, r *http.Request, seat *conference.Seat, callID string) {
	if !a.method(w, r, http.MethodPost) || !a.read(w, r, &struct{}{}, maxSDPBody) {
		return
	}
	a.do(w, r, seat, conference.AckCall{ParticipantID: seat.ParticipantID(), CallID: callID})
}

func (a *api) newCandidate(w http.ResponseWriter, r *http.Request, seat *conference.Seat, callID string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	var body struct {
		Candidate string `json:"candidate"`
		Mid       string `json:"mid"`
		Ufrag     string `json:"ufrag"`
		Pwd       string `json:"pwd"`
	}
	if !a.read(w, r, &body, maxBody) {
		return
	}
	err := seat.AddCandidate(r.Context(), callID, media.Candidate{
		Candidate: body.Candidate, Mid: body.Mid, Ufrag: body.Ufrag, Pwd: body.Pwd,
	})
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, true)
}

// update answers a new offer on a call.
func (a *api) update(w http.ResponseWriter, r *http.Request, seat *conference.Seat, callID string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	var body struct {
		SDP string `json:"sdp"`
	}
	if !a.read(w, r, &body, maxSDPBody) {
		return
	}
	if body.SDP == "" {
		a.fail(w, http.StatusBadRequest, codeMalformed, "Bad request")
		return
	}
	answer, err := seat.UpdateCall(r.Context(), callID, body.SDP)
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, callResult{CallUUID: callID, SDP: answer})
}

// hangUp ends a call; the participant stays.
func (a *api) hangUp(w http.ResponseWriter, r *http.Request, seat *conference.Seat, callID string) {
	a.order(w, r, seat, conference.HangUp{ParticipantID: seat.ParticipantID(), CallID: callID})
}
