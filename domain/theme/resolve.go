package theme

import (
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
)

// Source says which theme provides a file.
type Source string

// The sources, in the order in which they are asked.
const (
	Own     Source = "own"     // the theme itself
	Default Source = "default" // the deployment's default theme
	Base    Source = "base"    // what is built in
	None    Source = "none"    // nobody: nothing is shown, or heard
)

// Provided is what callers get in one place.
type Provided struct {
	Slot   themefile.Slot
	Source Source
	Name   string // of the file; empty when there is none
}

// Resolve says, for every place, which file is used by a service with a theme,
// when the deployment has a default theme. Either may have no files, or not be.
func Resolve(own, deflt []events.ThemeFile) []Provided {
	layers := []struct {
		source Source
		files  map[themefile.Slot]string
	}{{Own, bySlot(own)}, {Default, bySlot(deflt)}, {Base, themefile.BaseNames()}}
	slots := themefile.Slots()
	all := make([]Provided, 0, len(slots))
	for _, slot := range slots {
		p := Provided{Slot: slot, Source: None}
		for _, layer := range layers {
			if name, has := layer.files[slot]; has {
				p.Source, p.Name = layer.source, name
				break
			}
		}
		all = append(all, p)
	}
	return all
}

func bySlot(files []events.ThemeFile) map[themefile.Slot]string {
	by := make(map[themefile.Slot]string, len(files))
	for _, f := range files {
		if name, ok := themefile.ParseName(f.Name); ok {
			by[name.Slot] = f.Name
		}
	}
	return by
}
