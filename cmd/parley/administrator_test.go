package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// People of a directory may have the names of local accounts, and have no
// password here: the command leaves them alone.
func TestRemoteAccountsAreLocal(t *testing.T) {
	var asked string
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = string(body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":{"administrators":{"nodes":[
			{"id":"1","username":"ada","enabled":true,"assignedRole":{"name":"Read-only"},"external":{"source":"LDAP"}},
			{"id":"2","username":"ada","enabled":true,"assignedRole":{"name":"Read-write"},"external":null},
			{"id":"3","username":"eve","enabled":true,"assignedRole":{"name":"Read-only"},"external":{"source":"OIDC"}}
		],"pageInfo":{"hasNextPage":false}}}}`))
	}))
	defer node.Close()
	api, err := newAPIClient(node.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer api.http.CloseIdleConnections()
	remote := &remoteAccounts{api}
	list, err := remote.Accounts(t.Context())
	if err != nil || len(list) != 1 || list[0].Role != "Read-write" {
		t.Errorf("%+v, %v", list, err)
	}
	if !strings.Contains(asked, "external { source }") {
		t.Errorf("asked %s", asked)
	}
	if one, err := remote.find(t.Context(), " ADA"); err != nil || one.ID != "2" {
		t.Errorf("%+v, %v", one, err)
	}
	if one, err := remote.find(t.Context(), "eve"); err == nil {
		t.Errorf("found %+v", one)
	}
}
