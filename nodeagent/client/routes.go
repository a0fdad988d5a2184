package client

import (
	"net/http"

	"github.com/parley-video/parley/nodeagent/conference"
)

// conference routes what follows conferences/<alias>/.
func (a *api) conference(w http.ResponseWriter, r *http.Request, alias string, path []string) {
	switch {
	case len(path) == 1 && path[0] == "request_token":
		a.requestToken(w, r, alias)
	case len(path) == 1 && conferenceFunctions[path[0]] != nil:
		a.seated(w, r, alias, path[0], func(seat *conference.Seat) { conferenceFunctions[path[0]](a, w, r, seat) })
	case len(path) == 3 && path[0] == "participants" && participantFunctions[path[2]] != nil:
		a.seated(w, r, alias, path[0], func(seat *conference.Seat) { participantFunctions[path[2]](a, w, r, seat, path[1]) })
	case len(path) == 5 && path[0] == "participants" && path[2] == "calls" && callFunctions[path[4]] != nil:
		a.seated(w, r, alias, path[0], func(seat *conference.Seat) {
			if a.own(w, seat, path[1]) {
				callFunctions[path[4]](a, w, r, seat, path[3])
			}
		})
	default:
		a.fail(w, http.StatusNotFound, codeUnknownFunction, "Not found")
	}
}

type (
	conferenceFunction  func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat)
	participantFunction func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string)
	callFunction        func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat, callID string)
)

var conferenceFunctions = map[string]conferenceFunction{
	"refresh_token":     (*api).refreshToken,
	"release_token":     (*api).releaseToken,
	"events":            get((*api).events),
	"participants":      get((*api).participants),
	"conference_status": get((*api).conferenceStatus),
	"message": func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
		a.message(w, r, seat, "")
	},
	"lock":             order(func(by conference.Actor) conference.Input { return conference.Lock{By: by, On: true} }),
	"unlock":           order(func(by conference.Actor) conference.Input { return conference.Lock{By: by} }),
	"start_conference": order(func(by conference.Actor) conference.Input { return conference.Start{By: by} }),
	"muteguests":       order(func(by conference.Actor) conference.Input { return conference.MuteGuests{By: by, On: true} }),
	"unmuteguests":     order(func(by conference.Actor) conference.Input { return conference.MuteGuests{By: by} }),
	"disconnect":       order(func(by conference.Actor) conference.Input { return conference.DisconnectAll{By: by} }),
	"clearspotlights":  order(func(by conference.Actor) conference.Input { return conference.ClearSpotlights{By: by} }),
	"clearallbuzz":     order(func(by conference.Actor) conference.Input { return conference.ClearAllBuzz{By: by} }),
}

var participantFunctions = map[string]participantFunction{
	"calls":       (*api).calls,
	"role":        (*api).role,
	"overlaytext": (*api).overlayText,
	"message":     (*api).message,
	"disconnect": orderFor(func(by conference.Actor, id string) conference.Input {
		return conference.Disconnect{By: by, TargetID: id}
	}),
	"unlock": orderFor(func(by conference.Actor, id string) conference.Input {
		return conference.Admit{By: by, TargetID: id}
	}),
	"take_floor": orderFor(func(by conference.Actor, id string) conference.Input {
		return conference.TakeFloor{By: by, TargetID: id}
	}),
	"release_floor": orderFor(func(by conference.Actor, id string) conference.Input {
		return conference.ReleaseFloor{By: by, TargetID: id}
	}),
	"mute": onOff(true, mute), "unmute": onOff(false, mute),
	"client_mute": onOff(true, clientMute), "client_unmute": onOff(false, clientMute),
	"video_muted": onOff(true, videoMute), "video_unmuted": onOff(false, videoMute),
	"spotlighton": onOff(true, spotlight), "spotlightoff": onOff(false, spotlight),
	"buzz": onOff(true, buzz), "clearbuzz": onOff(false, buzz),
	"allowrxpresentation": onOff(true, receive), "denyrxpresentation": onOff(false, receive),
}

var callFunctions = map[string]callFunction{
	"ack":           (*api).ack,
	"new_candidate": (*api).newCandidate,
	"update":        (*api).update,
	"disconnect":    (*api).hangUp,
}

func mute(by conference.Actor, id string, on bool) conference.Input {
	return conference.Mute{By: by, TargetID: id, On: on}
}

func clientMute(by conference.Actor, id string, on bool) conference.Input {
	return conference.ClientMute{By: by, TargetID: id, On: on}
}

func videoMute(by conference.Actor, id string, on bool) conference.Input {
	return conference.VideoMute{By: by, TargetID: id, On: on}
}

func spotlight(by conference.Actor, id string, on bool) conference.Input {
	return conference.Spotlight{By: by, TargetID: id, On: on}
}

func buzz(by conference.Actor, id string, on bool) conference.Input {
	return conference.Buzz{By: by, TargetID: id, On: on}
}

func receive(by conference.Actor, id string, on bool) conference.Input {
	return conference.AllowPresentation{By: by, TargetID: id, On: on}
}

func onOff(on bool, make func(conference.Actor, string, bool) conference.Input) participantFunction {
	return orderFor(func(by conference.Actor, id string) conference.Input { return make(by, id, on) })
}

// order is a function of the conference without parameters.
func order(make func(conference.Actor) conference.Input) conferenceFunction {
	return func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
		a.order(w, r, seat, make(seat.Actor()))
	}
}

// orderFor is one of a participant.
func orderFor(make func(by conference.Actor, id string) conference.Input) participantFunction {
	return func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat, target string) {
		a.order(w, r, seat, make(seat.Actor(), target))
	}
}

// order carries out an input whose request has no body worth reading.
func (a *api) order(w http.ResponseWriter, r *http.Request, seat *conference.Seat, in conference.Input) {
	if !a.method(w, r, http.MethodPost) || !a.read(w, r, &struct{}{}, maxBody) {
		return
	}
	a.do(w, r, seat, in)
}

func (a *api) do(w http.ResponseWriter, r *http.Request, seat *conference.Seat, in conference.Input) {
	if err := seat.Do(r.Context(), in); err != nil {
		a.refuse(w, r, err)
		return
	}
	a.succeed(w, true)
}

// get is a function that only reads.
func get(f conferenceFunction) conferenceFunction {
	return func(a *api, w http.ResponseWriter, r *http.Request, seat *conference.Seat) {
		if a.method(w, r, http.MethodGet) {
			f(a, w, r, seat)
		}
	}
}

// inURL are the functions that a browser calls without being able to set a
// header: the event stream and the beacon of a page that closes. Elsewhere a
// token in a URL would only leak into logs.
var inURL = map[string]bool{"events": true, "release_token": true}

// seated lets a request with a valid token go on.
func (a *api) seated(w http.ResponseWriter, r *http.Request, alias, function string, next func(*conference.Seat)) {
	token := r.Header.Get("token")
	if token == "" && inURL[function] {
		token = r.URL.Query().Get("token")
	}
	seat, err := a.conferences.Authenticate(alias, token)
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	if !a.limits.action(seat.ParticipantID()) {
		a.tooMany(w)
		return
	}
	next(seat)
}

// own lets only the participant itself go on.
func (a *api) own(w http.ResponseWriter, seat *conference.Seat, participantID string) bool {
	if seat.ParticipantID() == participantID {
		return true
	}
	a.fail(w, http.StatusForbidden, string(conference.CodeNotPermitted), "Invalid role")
	return false
}
