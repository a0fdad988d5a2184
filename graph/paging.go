package graph

import (
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
)

// maxFirst is the largest page of every connection.
const maxFirst = 100

// maxCursor bounds what a caller sends as a cursor.
const maxCursor = 4096

// checkPage bounds the paging arguments of a connection.
func checkPage(first int, after *string) (string, error) {
	if first < 1 || first > maxFirst {
		return "", apierr.BadArgument("first", "%d is out of range, want 1 to %d", first, maxFirst)
	}
	if after == nil {
		return "", nil
	}
	if len(*after) > maxCursor {
		return "", apierr.BadArgument("after", "this is not a cursor of this list")
	}
	return *after, nil
}

// edges turns a page of rows into the parts of a connection.
func edges[Row, Node, Edge any](page projections.Page[Row], node func(Row) Node, edge func(string, Node) Edge) ([]Edge, []Node, *model.PageInfo) {
	es, ns := make([]Edge, 0, len(page.Edges)), make([]Node, 0, len(page.Edges))
	for i := range page.Edges {
		n := node(page.Edges[i].Node)
		ns = append(ns, n)
		es = append(es, edge(page.Edges[i].Cursor, n))
	}
	return es, ns, &model.PageInfo{
		HasNextPage: page.HasNextPage, HasPreviousPage: page.HasPreviousPage,
		StartCursor: page.StartCursor(), EndCursor: page.EndCursor(),
	}
}
