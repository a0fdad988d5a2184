// Package backplane measures what a hop over a backplane costs beside plain UDP.
package backplane
