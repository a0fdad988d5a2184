// Package frontend holds the built browser applications, so that one binary
// carries them: participant.html, admin.html, playground.html and their hashed
// assets under assets/.
//
// It imports the standard library only. The file system it returns is
// read-only and safe for concurrent use.
package frontend

import (
	"bytes"
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed src/gql/persisted-documents.json
var documents []byte

// Documents is the list of GraphQL documents that the applications send: a
// JSON object from "sha256:<hex>" to text, as the code generator writes it.
func Documents() []byte { return bytes.Clone(documents) }

// FS returns the built files, rooted where the pages lie. built is false when
// the binary was compiled without building the frontend first; the file system
// then holds no page.
func FS() (files fs.FS, built bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist, false
	}
	_, err = fs.Stat(files, "participant.html")
	return files, err == nil
}
