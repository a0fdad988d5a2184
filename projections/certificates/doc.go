// Package certificates is the read model of every certificate that can expire:
// those that an administrator brought and who serves them, those of the nodes
// with what became of their provisioning documents, and the deployment's own
// authority.
//
// It is in memory. Keys are left out. It imports projections and events. Every
// method may be called by any goroutine.
package certificates
