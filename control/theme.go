package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/events"
)

func themes(x *Executor) noun {
	return &decider[theme.Command, theme.State]{
		x: x, kind: "theme", prefix: "theme-", stream: events.ThemeStream,
		states: x.themeStates,
		claims: theme.Claims,
		assign: func(cmd theme.Command, id string) (theme.Command, bool) {
			c, ok := cmd.(theme.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd theme.Command, s theme.State) (domain.Decision, error) {
			var refs theme.References
			if _, ok := cmd.(theme.Remove); ok && s.Live() {
				var err error
				if refs.UsedBy, err = x.refs.ThemeUsers(ctx, s.ID); err != nil {
					return domain.Decision{}, fmt.Errorf("find users of theme %s: %w", s.ID, err)
				}
			}
			return theme.Decide(cmd, s, refs)
		},
		crosses: func(cmd theme.Command) crossing {
			if _, ok := cmd.(theme.Remove); ok {
				return excluding
			}
			return alone
		},
	}
}

// Theme is a theme as the log has it now; the zero State when there is none.
func (x *Executor) Theme(ctx context.Context, id string) (theme.State, error) {
	if !idPattern.MatchString(id) {
		return theme.Initial(), nil
	}
	now, err := x.themeStates.Load(ctx, events.ThemeStream(id))
	return now.State, err
}
