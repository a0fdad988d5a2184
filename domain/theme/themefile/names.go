// Package themefile knows the files that themes are made of: how they are
// called, what they must be like, and which of them are built in.
//
// It is pure: it looks at bytes that it is given and never changes them. It
// imports the standard library only.
package themefile

import (
	"path"
	"slices"
	"strings"
)

// Limits of themes.
const (
	MaxZIP     = 20 << 20 // bytes
	MaxFile    = 5 << 20  // bytes
	MaxTotal   = 60 << 20 // bytes of all files together, unpacked
	MaxFiles   = 100
	maxConfig  = 64 << 10
	maxPicture = 4096 // pixels of a side
)

// Kind is what a file is for.
type Kind string

// The kinds.
const (
	Picture       Kind = "picture"
	Sound         Kind = "sound"
	Configuration Kind = "configuration"
)

// Slot is a place that a theme may fill with a file.
type Slot struct {
	Key  string
	Kind Kind
}

// ConfigName is the name of the file that says what hosts press.
const ConfigName = "themeconfig.json"

// screens are shown, and may be accompanied by a sound.
var screens = []string{
	"welcome", "connecting", "pin_entry", "pin_correct", "pin_invalid", "waiting_for_host", "timeout",
	"virtual_reception_welcome", "virtual_reception_conference_id_entry", "virtual_reception_conference_id_invalid",
	"virtual_reception_connecting", "other_participants_audio_only", "no_presentation", "error_capacity_exceeded",
	"error_insufficient_licenses", "streaming_in_progress", "stream_waiting",
}

// sounds have nothing to be shown: knock is heard when somebody waits before a
// locked conference.
var sounds = []string{"knock"}

// Slots are all places there are: pictures, sounds, the configuration.
func Slots() []Slot {
	var all []Slot
	for _, key := range screens {
		all = append(all, Slot{key, Picture})
	}
	for _, key := range slices.Concat(screens, sounds) {
		all = append(all, Slot{key, Sound})
	}
	return append(all, Slot{"themeconfig", Configuration})
}

// Media types of files.
const (
	MediaJPEG = "image/jpeg"
	MediaSVG  = "image/svg+xml"
	MediaWAV  = "audio/wav"
	MediaJSON = "application/json"
)

var extensions = map[string]struct {
	kind  Kind
	media string
	as    string // the one spelling
}{
	".jpg": {Picture, MediaJPEG, ".jpg"}, ".jpeg": {Picture, MediaJPEG, ".jpg"}, ".svg": {Picture, MediaSVG, ".svg"},
	".wav": {Sound, MediaWAV, ".wav"}, ".json": {Configuration, MediaJSON, ".json"},
}

// Name is a file's name in its one spelling, with what it means.
type Name struct {
	Name      string
	Slot      Slot
	MediaType string
}

// ParseName reads the name of a file; false when no theme has such a file.
// Upper and lower case are the same.
func ParseName(name string) (Name, bool) {
	name = strings.ToLower(name)
	ext := path.Ext(name)
	e, known := extensions[ext]
	slot := Slot{strings.TrimSuffix(name, ext), e.kind}
	if !known || !slices.Contains(Slots(), slot) {
		return Name{}, false
	}
	return Name{Name: slot.Key + e.as, Slot: slot, MediaType: e.media}, true
}
