// Package inventory is the read model of what is configured: locations,
// Conferencing Nodes, meeting rooms, gateway rules, automatically dialled
// participants, devices and the deployment-wide settings, as rows
// that can be listed, searched and paged.
//
// It imports projections and events. Queries may be called by any goroutine.
package inventory
