package caller

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"slices"

	"golang.org/x/image/vp8"
)

// faces are the key frames of a VP8 stream, one for each face: a picture of
// 128×96 with twelve black or white cells. The first six are the number, the
// others its opposite, so that no picture but a face reads as one.
//
//go:embed faces.ivf
var faces []byte

// Faces is how many there are.
const Faces = 32

const (
	ivfHeader, ivfFrameHeader = 32, 12
	cell, cellsPerRow         = 32, 4
	faceBits                  = 6
)

// Face is the key frame that shows a number.
func Face(number int) []byte {
	rest := faces[ivfHeader:]
	for range number {
		rest = rest[ivfFrameHeader+binary.LittleEndian.Uint32(rest):]
	}
	return slices.Clone(rest[ivfFrameHeader : ivfFrameHeader+binary.LittleEndian.Uint32(rest)])
}

var errNoFace = errors.New("the picture shows no face")

// ReadFace decodes a key frame and reads the number that it shows.
func ReadFace(frame []byte) (int, error) {
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(frame), len(frame))
	h, err := d.DecodeFrameHeader()
	if err != nil {
		return 0, fmt.Errorf("header of the key frame: %w", err)
	}
	if !h.KeyFrame || h.Width != cellsPerRow*cell || h.Height != 3*cell {
		return 0, fmt.Errorf("%w: %+v", errNoFace, h)
	}
	picture, err := d.DecodeFrame()
	if err != nil {
		return 0, fmt.Errorf("decode the key frame: %w", err)
	}
	number := 0
	for bit := range faceBits {
		on, off := bright(picture, bit), bright(picture, bit+faceBits)
		if on == off {
			return 0, errNoFace
		}
		if on {
			number |= 1 << bit
		}
	}
	return number, nil
}

// bright looks at the middle of a cell.
func bright(p *image.YCbCr, n int) bool {
	sum := 0
	for dy := range 8 {
		for dx := range 8 {
			sum += int(p.Y[p.YOffset(n%cellsPerRow*cell+12+dx, n/cellsPerRow*cell+12+dy)])
		}
	}
	return sum/64 > 125
}
