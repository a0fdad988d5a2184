package persistent

import (
	"context"
	"errors"
	"time"
)

// Info describes a group.
func (s *Service) Info(ctx context.Context, key Key) (Info, error) {
	saved, err := s.cfg.Store.Group(ctx, key)
	if err != nil {
		return Info{}, err
	}
	return s.describe(ctx, saved)
}

func (s *Service) describe(ctx context.Context, saved Saved) (Info, error) {
	key := saved.Definition.Key
	info, err := s.progress(ctx, key)
	if err != nil {
		return Info{}, err
	}
	if info.LastCheckpointed < 0 && saved.HasCheckpoint {
		info.LastCheckpointed = saved.After
	}
	if info.LastKnown < 0 && saved.HasCheckpoint {
		info.LastKnown = saved.After
	}
	info.Definition = saved.Definition
	return info, nil
}

// progress describes what a group does, if it runs, and counts what is parked:
// what is saved and what is about to be.
func (s *Service) progress(ctx context.Context, key Key) (info Info, err error) {
	info = Info{Status: "NotReady", LastCheckpointed: -1, LastKnown: -1}
	a := s.running(key)
	if a == nil {
		info.Parked, err = s.cfg.Store.CountParked(ctx, key)
		return info, err
	}
	err = a.call(ctx, func(now time.Time) { info = a.m.info(now) })
	if ctx.Err() != nil {
		return info, ctx.Err()
	}
	for range 3 { // a save between the two counts would count twice
		var unsaved, before, after int64
		count := func(seen *int64) {
			if err == nil { // else it has ended, and saved what it had
				err = a.call(ctx, func(time.Time) { unsaved, *seen = a.m.unsavedParks(), a.m.parkedSaved })
			}
		}
		count(&before)
		saved, failed := s.cfg.Store.CountParked(ctx, key)
		if failed != nil {
			return info, failed
		}
		count(&after)
		if info.Parked = saved + unsaved; before == after {
			break
		}
	}
	return info, ctx.Err()
}

// List describes the groups that are wanted, in the order of their keys. Groups
// that are deleted meanwhile are left out.
func (s *Service) List(ctx context.Context, want func(Definition) bool) ([]Info, error) {
	groups, err := s.cfg.Store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Info, 0, len(groups))
	for _, g := range groups {
		if !want(g.Definition) {
			continue
		}
		info, err := s.describe(ctx, g)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, info)
	}
	return list, nil
}
