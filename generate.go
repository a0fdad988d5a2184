// Package parley is the root of the module. It holds no code of its own, only
// the directive that generates the GraphQL layer from schema.graphqls.
package parley

//go:generate go tool gqlgen generate
