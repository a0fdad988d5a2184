package theme_test

import (
	"strings"
	"testing"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/events"
)

func decider(refs theme.References) domaintest.Decider[theme.Command, theme.State] {
	return domaintest.Decider[theme.Command, theme.State]{
		Initial: theme.Initial, Evolve: theme.Evolve, Claims: theme.Claims,
		Decide: func(cmd theme.Command, s theme.State) (domain.Decision, error) { return theme.Decide(cmd, s, refs) },
	}
}

func file(name, media string, n int) events.ThemeFile {
	return events.ThemeFile{Name: name, MediaType: media, Size: int64(n), Digest: strings.Repeat("0", 63) + string(rune('0'+n))}
}

var (
	svg    = file("welcome.svg", "image/svg+xml", 1)
	jpg    = file("welcome.jpg", "image/jpeg", 2)
	sound  = file("welcome.wav", "audio/wav", 3)
	config = events.ThemeFile{
		Name: "themeconfig.json", MediaType: "application/json", Size: 4, Digest: strings.Repeat("4", 64),
		Commands: []events.ThemeCommand{{Command: "lock", Digits: "*1"}},
	}
	created = events.ThemeCreated{ID: "t", Settings: events.ThemeSettings{Name: "Brand"}}
)

func changed(files ...events.ThemeFile) events.ThemeFilesChanged {
	return events.ThemeFilesChanged{ID: "t", Files: append([]events.ThemeFile{}, files...)}
}

func TestNaming(t *testing.T) {
	d := decider(theme.References{})
	create := theme.Create{ID: "t", Patch: theme.Patch{Name: domain.Some(" Brand ")}}
	d.Given(t).When(create).Then(created).When(create).Refused("CONFLICT")
	d.Given(t).When(theme.Create{ID: "t"}).Refused("REQUIRED name")
	d.Given(t).When(theme.Create{ID: "t", Patch: theme.Patch{Name: domain.Some("x"), Description: domain.Some(strings.Repeat("x", 251))}}).Refused("INVALID description")
	d.Given(t, created).When(theme.Update{ID: "t", Patch: theme.Patch{Description: domain.Some("Blue")}}).
		Then(events.ThemeUpdated{ID: "t", Settings: events.ThemeSettings{Name: "Brand", Description: "Blue"}})
	d.Given(t, created).When(theme.Update{ID: "t"}).Then()
	d.Given(t, created).When(theme.Update{ID: "t", Patch: theme.Patch{Name: domain.Some("")}}).Refused("REQUIRED name")
	for _, cmd := range []theme.Command{theme.Update{ID: "t"}, theme.PutFiles{ID: "t"}, theme.RemoveFiles{ID: "t"}, theme.Remove{ID: "t"}} {
		d.Given(t).When(cmd).Refused("NOT_FOUND id")
		d.Given(t, created, events.ThemeRemoved{ID: "t"}).When(cmd).Refused("NOT_FOUND id")
	}
}

func TestFiles(t *testing.T) {
	d := decider(theme.References{})
	put := func(all bool, files ...events.ThemeFile) theme.Command {
		return theme.PutFiles{ID: "t", Files: files, All: all}
	}
	d.Given(t, created).When(put(false, sound, svg)).Then(changed(svg, sound)).When(put(false, svg)).Then()
	d.Given(t, created, changed(svg, sound)).When(put(false, jpg)).Then(changed(jpg, sound)) // one picture for each screen
	d.Given(t, created, changed(svg, sound)).When(put(true, config)).Then(changed(config))
	d.Given(t, created, changed(svg)).When(put(true)).Then(changed())
	d.Given(t, created).When(put(true)).Then()
	d.Given(t, created).When(put(false, svg, jpg)).Refused("INVALID files.1")
	d.Given(t, created).When(put(false, file("Welcome.svg", "image/svg+xml", 1), file("x.svg", "image/svg+xml", 1), file("timeout.svg", "image/jpeg", 1))).
		Refused("INVALID files.0", "INVALID files.1", "INVALID files.2")

	d.Given(t, created, changed(svg, sound)).When(theme.RemoveFiles{ID: "t", Names: []string{"welcome.svg"}}).Then(changed(sound))
	d.Given(t, created, changed(svg)).When(theme.RemoveFiles{ID: "t", Names: []string{"welcome.svg"}}).Then(changed())
	d.Given(t, created, changed(svg)).When(theme.RemoveFiles{ID: "t"}).Then()
	d.Given(t, created, changed(svg)).When(theme.RemoveFiles{ID: "t", Names: []string{"welcome.svg", "welcome.svg", "no"}}).
		Refused("NOT_FOUND names.1", "NOT_FOUND names.2")
}

func TestRemove(t *testing.T) {
	decider(theme.References{}).Given(t, created, changed(svg)).When(theme.Remove{ID: "t"}).Then(events.ThemeRemoved{ID: "t"})
	decider(theme.References{UsedBy: []string{"the global settings", "service Board"}}).Given(t, created).When(theme.Remove{ID: "t"}).Refused("IN_USE id")
}

func TestFilesMustBeChecked(t *testing.T) {
	s := theme.Evolve(theme.Initial(), events.Recorded{Event: created})
	for _, f := range []events.ThemeFile{
		{Name: "welcome.svg", MediaType: "image/svg+xml", Size: 1},
		{Name: "welcome.svg", MediaType: "image/svg+xml", Digest: svg.Digest},
		{Name: "welcome.svg", MediaType: "image/svg+xml", Digest: svg.Digest, Size: 6 << 20},
	} {
		if _, err := theme.Decide(theme.PutFiles{ID: "t", Files: []events.ThemeFile{f}}, s, theme.References{}); err == nil {
			t.Errorf("took %+v", f)
		}
	}
}

func TestResolve(t *testing.T) {
	own, deflt := []events.ThemeFile{svg, config}, []events.ThemeFile{jpg, sound}
	got := map[string]string{}
	for _, p := range theme.Resolve(own, deflt) {
		got[string(p.Slot.Kind)+"/"+p.Slot.Key] = string(p.Source) + " " + p.Name
	}
	for slot, want := range map[string]string{
		"picture/welcome":           "own welcome.svg",
		"sound/welcome":             "default welcome.wav",
		"picture/timeout":           "base timeout.svg",
		"sound/timeout":             "none ",
		"configuration/themeconfig": "own themeconfig.json",
	} {
		if got[slot] != want {
			t.Errorf("%s: %q, want %q", slot, got[slot], want)
		}
	}
	for _, p := range theme.Resolve(nil, nil) {
		if p.Source != theme.Base && p.Source != theme.None || (p.Source == theme.None) != (p.Name == "") {
			t.Errorf("%+v", p)
		}
	}
	if len(theme.Resolve(own, deflt)) != len(theme.Resolve(nil, nil)) {
		t.Error("places come and go")
	}
}
