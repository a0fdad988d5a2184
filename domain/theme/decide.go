package theme

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme/themefile"
	"github.com/parley-video/parley/events"
)

// maxDescription bounds descriptions, in characters.
const maxDescription = domain.MaxText

// Decide says what a command leads to.
func Decide(cmd Command, s State, refs References) (domain.Decision, error) {
	if c, ok := cmd.(Create); ok {
		return create(c, s)
	}
	if !s.Live() {
		return domain.Decision{}, domain.Refuse(domain.CodeNotFound, "There is no such theme.", "id")
	}
	switch c := cmd.(type) {
	case Update:
		return update(c, s)
	case PutFiles:
		return put(c, s)
	case RemoveFiles:
		return removeFiles(c, s)
	case Remove:
		return remove(s, refs)
	default:
		return domain.Decision{}, fmt.Errorf("theme: unknown command %T", cmd)
	}
}

func create(c Create, s State) (domain.Decision, error) {
	if s.Exists {
		return domain.Decision{}, domain.Refuse(domain.CodeConflict, "The theme exists already.")
	}
	settings := c.apply(events.ThemeSettings{})
	if err := validate(settings); err != nil {
		return domain.Decision{}, err
	}
	return domain.Decision{
		Events: []events.Event{events.ThemeCreated{ID: c.ID, Settings: settings}}, Claims: claims(settings),
	}, nil
}

func update(c Update, s State) (domain.Decision, error) {
	settings := c.apply(s.Settings)
	if err := validate(settings); err != nil {
		return domain.Decision{}, err
	}
	d := domain.Decision{Claims: claims(settings)}
	if settings != s.Settings {
		d.Events = []events.Event{events.ThemeUpdated{ID: s.ID, Settings: settings}}
	}
	return d, nil
}

func (p Patch) apply(s events.ThemeSettings) events.ThemeSettings {
	s.Name = strings.TrimSpace(p.Name.Or(s.Name))
	s.Description = strings.TrimSpace(p.Description.Or(s.Description))
	return s
}

func validate(s events.ThemeSettings) error {
	var c domain.Checker
	c.Name(s.Name, domain.MaxName, "name")
	c.Text(s.Description, maxDescription, "description")
	return c.Err()
}

func put(c PutFiles, s State) (domain.Decision, error) {
	var check domain.Checker
	files := map[themefile.Slot]events.ThemeFile{}
	if !c.All {
		for _, f := range s.Files {
			name, _ := themefile.ParseName(f.Name)
			files[name.Slot] = f
		}
	}
	given := map[themefile.Slot]bool{}
	for i, f := range c.Files {
		name, known := themefile.ParseName(f.Name)
		field := []string{"files", strconv.Itoa(i)}
		switch {
		case !known || name.Name != f.Name || name.MediaType != f.MediaType:
			check.Refuse(domain.CodeInvalid, "No theme has a file of this name.", field...)
		case given[name.Slot]:
			check.Refuse(domain.CodeInvalid, "Two files stand for the same.", field...)
		case f.Size < 1 || f.Size > themefile.MaxFile || len(f.Digest) != digestLength:
			return domain.Decision{}, fmt.Errorf("theme: %s was not checked", f.Name)
		}
		given[name.Slot] = true
		files[name.Slot] = f
	}
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	all := make([]events.ThemeFile, 0, len(files))
	for _, f := range files {
		all = append(all, f)
	}
	return filesBecome(all, s), nil
}

// digestLength is that of a SHA-256 in hexadecimal.
const digestLength = 64

func filesBecome(files []events.ThemeFile, s State) domain.Decision {
	slices.SortFunc(files, func(a, b events.ThemeFile) int { return cmp.Compare(a.Name, b.Name) })
	d := domain.Decision{Claims: claims(s.Settings)}
	if len(files)+len(s.Files) > 0 && !reflect.DeepEqual(files, s.Files) {
		d.Events = []events.Event{events.ThemeFilesChanged{ID: s.ID, Files: files}}
	}
	return d
}

func removeFiles(c RemoveFiles, s State) (domain.Decision, error) {
	var check domain.Checker
	left := slices.Clone(s.Files)
	for i, name := range c.Names {
		n := len(left)
		left = slices.DeleteFunc(left, func(f events.ThemeFile) bool { return f.Name == name })
		if len(left) == n {
			check.Refuse(domain.CodeNotFound, "The theme has no file of this name.", "names", strconv.Itoa(i))
		}
	}
	if err := check.Err(); err != nil {
		return domain.Decision{}, err
	}
	return filesBecome(left, s), nil
}

func remove(s State, refs References) (domain.Decision, error) {
	if len(refs.UsedBy) > 0 {
		return domain.Decision{}, domain.Refuse(domain.CodeInUse, "It is used by "+users(refs.UsedBy)+".", "id")
	}
	return domain.Decision{Events: []events.Event{events.ThemeRemoved{ID: s.ID}}}, nil
}

// maxUsers is how many users a refusal names.
const maxUsers = 5

func users(all []string) string {
	if len(all) > maxUsers {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:maxUsers], ", "), len(all)-maxUsers)
	}
	return strings.Join(all, ", ")
}
