// Package model holds the Go types of the GraphQL schema. All are generated
// from schema.graphqls but ServiceInput, which stands for several of its inputs.
//
// It owns nothing and imports events for the type of positions. Its types are
// plain values without behaviour of their own.
package model
