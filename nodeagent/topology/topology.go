// Package topology says which way the media of a conference takes between its
// nodes. It is pure.
//
// Nodes of one location exchange streams with each other. Of each location one
// node forwards: only forwarding nodes exchange streams with other locations, so
// that a stream crosses the way between two locations once. A proxying node
// exchanges streams with nobody but its transcoding node.
package topology

// Node is a node that carries media of the conference.
type Node struct {
	ID       string
	Location string
	// Parent is the transcoding node of a proxying one; empty: it is none.
	Parent string
}
