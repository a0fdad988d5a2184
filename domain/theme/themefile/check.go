package themefile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/jpeg"
)

// Command is what a host presses on a telephone to do something.
type Command struct{ Command, Digits string }

// Checked is what a file was found to be.
type Checked struct {
	Name
	Commands []Command // of a configuration
}

// Check looks at a file. The problem says, in one sentence, why it cannot be
// part of a theme; empty when it can.
func Check(name string, content []byte) (file Checked, problem string) {
	parsed, ok := ParseName(name)
	if !ok {
		return file, "No theme has a file of this name."
	}
	file.Name = parsed
	switch {
	case len(content) == 0:
		return file, "The file is empty."
	case len(content) > MaxFile:
		return file, fmt.Sprintf("The file is larger than %d MB.", MaxFile>>20)
	}
	switch parsed.MediaType {
	case MediaJPEG:
		problem = checkJPEG(content)
	case MediaSVG:
		problem = checkSVG(content)
	case MediaWAV:
		problem = checkWAV(content)
	default:
		file.Commands, problem = checkConfig(content)
	}
	return file, problem
}

func checkJPEG(content []byte) string {
	c, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return "This is not a JPEG picture."
	}
	if c.Width > maxPicture || c.Height > maxPicture {
		return fmt.Sprintf("The picture has %d × %d pixels; at most %d of each side are allowed.", c.Width, c.Height, maxPicture)
	}
	if c.Width == 0 || c.Height == 0 {
		return "The picture has no pixels."
	}
	if !bytes.Contains(content, []byte{0xff, 0xd9}) { // its end
		return "The picture is cut off."
	}
	return ""
}

// What sounds must be like.
const (
	soundChannels = 1
	soundRate     = 48000
	soundBits     = 16
)

const notWAV = "This is not a WAV sound."

// checkWAV reads the chunks of a RIFF file.
func checkWAV(content []byte) string {
	if len(content) < 12 || string(content[:4]) != "RIFF" || string(content[8:12]) != "WAVE" {
		return notWAV
	}
	known := false
	for rest := content[12:]; len(rest) >= 8; {
		kind, size := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:8]))
		body := rest[8:]
		if size > int64(len(body)) {
			return "The sound is cut off."
		}
		switch kind {
		case "fmt ":
			if problem := checkFormat(body[:size]); problem != "" {
				return problem
			}
			known = true
		case "data":
			switch {
			case !known:
				return notWAV
			case size == 0:
				return "The sound is empty."
			case size%(soundBits/8) != 0:
				return "The sound is cut off."
			}
			return ""
		}
		skip := min(size+size%2, int64(len(body))) // chunks begin at even places
		rest = body[skip:]
	}
	if !known {
		return notWAV
	}
	return "The sound is empty."
}

// Formats of WAV.
const (
	formatPCM        = 1
	formatExtensible = 0xfffe
)

func checkFormat(chunk []byte) string {
	if len(chunk) < 16 {
		return notWAV
	}
	format := binary.LittleEndian.Uint16(chunk)
	channels := binary.LittleEndian.Uint16(chunk[2:])
	rate := binary.LittleEndian.Uint32(chunk[4:])
	bits := binary.LittleEndian.Uint16(chunk[14:])
	if format == formatExtensible && len(chunk) >= 26 {
		format = binary.LittleEndian.Uint16(chunk[24:]) // the beginning of the format's GUID
	}
	switch {
	case format != formatPCM:
		return "The sound is compressed; it must be 16-bit PCM."
	case channels != soundChannels || rate != soundRate || bits != soundBits:
		return fmt.Sprintf("The sound has %d channels of %d bits at %d Hz; it must have one of 16 bits at 48000 Hz.", channels, bits, rate)
	}
	return ""
}
