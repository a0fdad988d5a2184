package graph

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/graph/model"
)

// TestServicePatchHasEverything: no field of the input is forgotten or mistaken
// on its way to the command, whether the service is new or not.
func TestServicePatchHasEverything(t *testing.T) {
	identifiers := map[string]idKind{"ThemeID": kindTheme, "LookupLocationID": kindLocation, "AutomaticParticipants": kindDialout}
	otherName := map[string]string{"NewName": "Name", "EnableActiveSpeakerIndication": "EnableActiveSpeaker"}
	envelope := map[string]bool{"ID": true, "IdempotencyKey": true, "ExpectedRevision": true}

	for field := range reflect.TypeFor[model.ServiceInput]().Fields() {
		for _, isNew := range []bool{false, true} {
			if envelope[field.Name] || field.Name == "Name" && isNew || field.Name == "NewName" && !isNew {
				continue
			}
			id := encodeID(identifiers[field.Name], "1")
			samples := []string{`"` + id + `"`, `["` + id + `"]`, `[]`, `true`, `7`}
			var in model.ServiceInput
			for _, sample := range samples {
				if err := json.Unmarshal([]byte(sample), reflect.ValueOf(&in).Elem().FieldByIndex(field.Index).Addr().Interface()); err == nil {
					break
				}
			}
			c := change{isNew: isNew}
			patch, err := servicePatch(&c, "input", &in)
			if err != nil || c.check.Err() != nil {
				t.Errorf("%s: %v, %v", field.Name, err, c.check.Err())
				continue
			}
			var want, got []string
			if name, ok := otherName[field.Name]; ok {
				want = append(want, name)
			} else {
				want = append(want, field.Name)
			}
			if isNew && field.Name != "NewName" {
				want = append(want, "Name")
			}
			for f := range reflect.TypeFor[service.Patch]().Fields() {
				if reflect.ValueOf(patch).FieldByIndex(f.Index).FieldByName("Set").Bool() {
					got = append(got, f.Name)
				}
			}
			if !sameNames(got, want) {
				t.Errorf("%s, new: %t: sets %v, want %v", field.Name, isNew, got, want)
			}
		}
	}
}

// sameNames ignores order, and case because of words like ID and Id.
func sameNames(a, b []string) bool {
	seen := map[string]int{}
	for _, s := range a {
		seen[strings.ToLower(s)]++
	}
	for _, s := range b {
		seen[strings.ToLower(s)]--
	}
	for _, n := range seen {
		if n != 0 {
			return false
		}
	}
	return true
}

// TestServicePatchOfNothing: what is not given does not change, and null of a new
// service is its default.
func TestServicePatchOfNothing(t *testing.T) {
	var c change
	patch, err := servicePatch(&c, "input", &model.ServiceInput{})
	if err != nil || c.check.Err() != nil || !reflect.ValueOf(patch).IsZero() {
		t.Errorf("%+v, %v, %v", patch, err, c.check.Err())
	}
	var in model.ServiceInput
	if err := json.Unmarshal([]byte("null"), &in.Duration); err != nil || !in.Duration.IsSet() {
		t.Fatal(err)
	}
	c = change{isNew: true}
	if patch, err := servicePatch(&c, "input", &in); err != nil || c.check.Err() != nil || patch.Duration.Set {
		t.Errorf("of a new service: %+v, %v, %v", patch.Duration, err, c.check.Err())
	}
	c = change{}
	if _, err := servicePatch(&c, "input", &in); err != nil || c.check.Err() == nil {
		t.Errorf("of a service: %v, %v", err, c.check.Err())
	}
}
