// Package model holds the Go types of the GraphQL schema. All but this comment
// is generated from schema.graphqls.
//
// It owns nothing and imports events for the type of positions. Its types are
// plain values without behaviour of their own.
package model
