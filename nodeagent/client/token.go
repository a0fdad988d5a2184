package client

import (
	"net/http"
	"strings"

	"github.com/parley-video/parley/nodeagent/conference"
)

// requestToken lets somebody in, or says what is missing.
func (a *api) requestToken(w http.ResponseWriter, r *http.Request, alias string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	if !a.limits.join(source(r)) {
		a.tooMany(w)
		return
	}
	var body struct {
		DisplayName string  `json:"display_name"`
		CallTag     string  `json:"call_tag"`
		PIN         *string `json:"pin"`
		// ControlOnly is ours: the client will never have media.
		ControlOnly bool `json:"control_only"`
		// ResumeKey is ours: the client had a seat, at a node that was lost.
		ResumeKey string `json:"resume_key"`
	}
	if !a.read(w, r, &body, maxBody) {
		return
	}
	q := conference.JoinRequest{
		Alias: alias, DisplayName: clean(body.DisplayName), CallTag: clean(body.CallTag),
		Protocol: "webrtc", Vendor: clean(r.UserAgent()), Remote: source(r), Resume: body.ResumeKey,
	}
	if !visible(q.DisplayName) {
		q.DisplayName = "Anonymous"
	}
	if body.ControlOnly {
		q.Protocol = "api"
	}
	// The header is the original's way; some clients send a member instead.
	if values := r.Header.Values("pin"); len(values) > 0 {
		q.PIN, q.PINGiven = strings.TrimSpace(values[0]), true
	} else if body.PIN != nil {
		q.PIN, q.PINGiven = strings.TrimSpace(*body.PIN), true
	}
	ticket, err := a.conferences.Join(r.Context(), q)
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, a.requestTokenResult(ticket))
}

// refreshToken keeps a participant in. Role is ours: it may have changed.
func (a *api) refreshToken(w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
	if !a.method(w, r, http.MethodPost) || !a.read(w, r, &struct{}{}, maxBody) {
		return
	}
	ticket, err := seat.Refresh(r.Context())
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, struct {
		Token   string `json:"token"`
		Expires string `json:"expires"`
		Role    string `json:"role"`
	}{ticket.Token, expires(ticket.Expires), tokenRole(ticket.Self.Role)})
}

// releaseToken is the exit.
func (a *api) releaseToken(w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
	a.order(w, r, seat, conference.Leave{ParticipantID: seat.ParticipantID()})
}

func (a *api) participants(w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
	roster, err := seat.Roster(r.Context())
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	all := make([]participant, len(roster))
	for i, p := range roster {
		all[i] = wireParticipant(p)
	}
	a.succeed(w, all)
}

func (a *api) conferenceStatus(w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
	status, err := seat.Status(r.Context())
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, wireStatus(status))
}

// message relays text to everybody present or, with a target, to one.
func (a *api) message(w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	var body struct {
		Type    string `json:"type"`
		Payload string `json:"payload"`
	}
	if !a.read(w, r, &body, maxBody) {
		return
	}
	if body.Type == "" {
		body.Type = "text/plain"
	}
	if body.Payload == "" || len(body.Payload) > maxPayload || len(body.Type) > maxName {
		a.fail(w, http.StatusBadRequest, codeMalformed, "Bad request")
		return
	}
	a.do(w, r, seat, conference.Say{By: seat.Actor(), TargetID: target, Type: body.Type, Payload: body.Payload})
}

// role makes a host a guest or a guest a host. A guest that knows the host
// PIN may raise itself.
func (a *api) role(w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	var body struct {
		Role string `json:"role"`
		PIN  string `json:"pin"`
	}
	if !a.read(w, r, &body, maxBody) {
		return
	}
	pin := strings.TrimSpace(r.Header.Get("pin"))
	if pin == "" {
		pin = strings.TrimSpace(body.PIN)
	}
	var role conference.Role
	switch body.Role {
	case "chair":
		role = conference.RoleHost
	case "guest":
		role = conference.RoleGuest
	}
	if pin == "" || role != conference.RoleHost || target != seat.ParticipantID() {
		a.do(w, r, seat, conference.SetRole{By: seat.Actor(), TargetID: target, Role: role})
		return
	}
	if err := seat.EnterPIN(r.Context(), pin); err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, true)
}

func (a *api) overlayText(w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string) {
	if !a.method(w, r, http.MethodPost) {
		return
	}
	var body struct {
		Text string `json:"text"`
	}
	if !a.read(w, r, &body, maxBody) {
		return
	}
	a.do(w, r, seat, conference.SetText{By: seat.Actor(), TargetID: target, Text: clean(body.Text)})
}
