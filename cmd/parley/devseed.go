package main

import (
	"context"
	"fmt"
	"net"
	"slices"
)

// The example deployment: two locations with nodes, and rooms that show what a
// room can be.

type exampleRoom struct {
	name, alias, description string
	hostPIN, guestPIN        string
	allowGuests              bool
	limit                    int
}

var exampleLocations = []struct{ name, description string }{
	{"Amsterdam", "Example location"},
	{"Berlin", "Example location; overflow of Amsterdam"},
}

var exampleRooms = []exampleRoom{
	{name: "Team Room", alias: "team", description: "No PIN: everybody is a host"},
	{name: "Board Room", alias: "board", description: "Host PIN 1234, guest PIN 5678", hostPIN: "1234", guestPIN: "5678", allowGuests: true},
	{name: "Town Hall", alias: "townhall", description: "Host PIN 1234; guests need none and wait for a host", hostPIN: "1234", allowGuests: true},
	{name: "Phone Box", alias: "phonebox", description: "Two participants at the most", limit: 2},
}

// exampleNode is a node of the example deployment with its API identifier.
type exampleNode struct {
	Name string `json:"name"`
	ID   string `json:"id"`
}

// nodeNames are those of the example's nodes in the order in which they are
// made, and where: the second one is in the other location.
func nodeNames(count int) (names []string, locations []int) {
	for i := range count {
		at := i % len(exampleLocations)
		names = append(names, fmt.Sprintf("%s-%d", exampleLocations[at].name, 1+i/len(exampleLocations)))
		locations = append(locations, at)
	}
	return names, locations
}

// seed makes the example deployment without its nodes. Every call bears a fixed
// idempotency key, so that a start that was interrupted can be repeated.
func seed(ctx context.Context, api *apiClient) error {
	var locations []string
	for _, l := range exampleLocations {
		id, err := seedOne(ctx, api, "LocationCreateInput", "locationCreate", "location", map[string]any{
			"idempotencyKey": "example/location/" + l.name, "name": l.name, "description": l.description,
		})
		if err != nil {
			return fmt.Errorf("create location %s: %w", l.name, err)
		}
		locations = append(locations, id)
	}
	if err := seedOverflow(ctx, api, locations); err != nil {
		return err
	}
	for _, r := range exampleRooms {
		if err := seedRoom(ctx, api, r); err != nil {
			return fmt.Errorf("create room %s: %w", r.name, err)
		}
	}
	return nil
}

// seedNodes makes the nodes that are missing. Where a location of the example is
// gone or has another name by now, there is nothing to be missed.
func seedNodes(ctx context.Context, api *apiClient, ip net.IP, have []exampleNode, count int) ([]exampleNode, error) {
	var known struct {
		Nodes []struct{ ID, Name string }
	}
	if err := api.do(ctx, `{ locations(first: 100) { nodes { id name } } }`, nil, &known); err != nil {
		return nil, err
	}
	byName := map[string]string{}
	for _, l := range known.Nodes {
		byName[l.Name] = l.ID
	}
	nodes := slices.Clone(have)
	names, locations := nodeNames(count)
	for i, name := range names {
		location := byName[exampleLocations[locations[i]].name]
		if location == "" || slices.ContainsFunc(nodes, func(n exampleNode) bool { return n.Name == name }) {
			continue
		}
		id, err := seedOne(ctx, api, "ConferencingNodeCreateInput", "conferencingNodeCreate", "conferencingNode", map[string]any{
			"idempotencyKey": "example/node/" + name, "name": name, "locationId": location, "address": ip.String(),
		})
		if err != nil {
			return nil, fmt.Errorf("create node %s: %w", name, err)
		}
		nodes = append(nodes, exampleNode{Name: name, ID: id})
	}
	return nodes, nil
}

func seedOverflow(ctx context.Context, api *apiClient, locations []string) error {
	var done struct{}
	err := api.do(ctx, `mutation($input: LocationUpdateInput!) { locationUpdate(input: $input) { userErrors { code field message } } }`,
		map[string]any{"input": map[string]any{
			"idempotencyKey": "example/overflow", "id": locations[0], "overflowLocation1": locations[1],
		}}, &done)
	if err != nil {
		return fmt.Errorf("set the overflow location: %w", err)
	}
	return nil
}

func seedRoom(ctx context.Context, api *apiClient, r exampleRoom) error {
	input := map[string]any{
		"idempotencyKey": "example/room/" + r.alias, "name": r.name, "description": r.description,
		"aliases": []any{map[string]any{"alias": r.alias}}, "allowGuests": r.allowGuests,
	}
	if r.hostPIN != "" {
		input["hostPin"] = r.hostPIN
	}
	if r.guestPIN != "" {
		input["guestPin"] = r.guestPIN
	}
	if r.limit > 0 {
		input["participantLimit"] = r.limit
	}
	_, err := seedOne(ctx, api, "MeetingRoomCreateInput", "meetingRoomCreate", "meetingRoom", input)
	return err
}

// created is the object in the payload of any create mutation.
type created struct {
	Location         *struct{ ID string } `json:"location"`
	ConferencingNode *struct{ ID string } `json:"conferencingNode"`
	MeetingRoom      *struct{ ID string } `json:"meetingRoom"`
}

// seedOne runs one create mutation and returns the new object's identifier.
func seedOne(ctx context.Context, api *apiClient, inputType, mutation, field string, input map[string]any) (string, error) {
	query := fmt.Sprintf(`mutation($input: %s!) { %s(input: $input) { %s { id } userErrors { code field message } } }`, inputType, mutation, field)
	var made created
	if err := api.do(ctx, query, map[string]any{"input": input}, &made); err != nil {
		return "", err
	}
	for _, o := range []*struct{ ID string }{made.Location, made.ConferencingNode, made.MeetingRoom} {
		if o != nil {
			return o.ID, nil
		}
	}
	return "", fmt.Errorf("%s answered without an object and without a reason", mutation)
}
