package themefile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Base are the files that are built in: a picture for every screen and the
// usual commands. There are no sounds; where no theme has one, nothing is heard.
func Base() []File {
	files := make([]File, 0, len(screens)+1)
	for _, key := range screens {
		files = append(files, File{Name: key + ".svg", Slot: Slot{key, Picture}, MediaType: MediaSVG, Content: basePicture(key)})
	}
	return append(files, File{
		Name: ConfigName, Slot: Slot{"themeconfig", Configuration}, MediaType: MediaJSON, Content: baseConfig(),
	})
}

// BaseNames are the names of what is built in.
func BaseNames() map[Slot]string {
	names := map[Slot]string{{"themeconfig", Configuration}: ConfigName}
	for _, key := range screens {
		names[Slot{key, Picture}] = key + ".svg"
	}
	return names
}

// File is a file with its content.
type File struct {
	Name      string
	Slot      Slot
	MediaType string
	Content   []byte
}

// baseTexts are what the built-in screens say: a line, and a smaller one.
var baseTexts = map[string][2]string{
	"welcome":                               {"Welcome", ""},
	"connecting":                            {"Connecting", "One moment, please."},
	"pin_entry":                             {"Please enter the PIN", "Finish with #."},
	"pin_correct":                           {"Thank you", "You are being connected."},
	"pin_invalid":                           {"This PIN is not right", "Please try again."},
	"waiting_for_host":                      {"Waiting for the host", "The meeting begins when the host is here."},
	"timeout":                               {"Nobody came in time", "Please call again later."},
	"virtual_reception_welcome":             {"Welcome", "Virtual Reception"},
	"virtual_reception_conference_id_entry": {"Please enter the number of the meeting", "Finish with #."},
	"virtual_reception_conference_id_invalid": {"There is no such meeting", "Please try again."},
	"virtual_reception_connecting":            {"Connecting", "You are being put through."},
	"other_participants_audio_only":           {"The others are heard only", "Nobody sends a picture."},
	"no_presentation":                         {"Nothing is being presented", ""},
	"error_capacity_exceeded":                 {"There is no room left", "Please call again later."},
	"error_insufficient_licenses":             {"This call cannot be taken", "Please tell whoever invited you."},
	"streaming_in_progress":                   {"This meeting is being streamed", ""},
	"stream_waiting":                          {"The stream begins soon", ""},
}

func basePicture(key string) []byte {
	texts := baseTexts[key]
	y := 540
	if texts[1] != "" {
		y = 500
	}
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080" width="1920" height="1080">` + "\n")
	b.WriteString(`<rect width="1920" height="1080" fill="#12161c"/>` + "\n")
	b.WriteString(`<rect x="860" y="380" width="200" height="6" rx="3" fill="#4f8ef7"/>` + "\n")
	b.WriteString(`<g font-family="sans-serif" text-anchor="middle" dominant-baseline="middle" fill="#f2f4f7">` + "\n")
	fmt.Fprintf(&b, `<text x="960" y="%d" font-size="84" font-weight="600">%s</text>`+"\n", y, texts[0])
	if texts[1] != "" {
		fmt.Fprintf(&b, `<text x="960" y="%d" font-size="44" fill="#b8c0cc">%s</text>`+"\n", y+110, texts[1])
	}
	b.WriteString("</g>\n</svg>\n")
	return []byte(b.String())
}

func baseConfig() []byte {
	commands := make(map[string]string, len(Commands()))
	for _, c := range Commands() {
		commands[c.Command] = c.Digits
	}
	text, err := json.MarshalIndent(map[string]any{"commands": commands}, "", "  ")
	if err != nil {
		return nil // texts always encode
	}
	return append(text, '\n')
}
