package script

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// sinceThen returns the visit that led to the page as it stands at a look: what
// the page shows now, and what it asked for and wrote in all that was done in it
// since.
func (r *Run) sinceThen(look observation.Visit) observation.Visit {
	if look.ID == r.shown.ID || len(look.Navigations) > 0 {
		return look
	}
	v := r.shown
	v.Title, v.Text, v.VisibleMedia, v.Links = look.Title, look.Text, look.VisibleMedia, look.Links
	v.Manifest, v.Controller, v.Ready = look.Manifest, look.Controller, look.Ready
	if look.Final != "" {
		v.Final = look.Final
	}
	v.Requests, v.Console = slices.Clone(v.Requests), slices.Clone(v.Console)
	for _, act := range r.since[v.ID] {
		if act.ID != look.ID {
			v.Requests, v.Console = append(v.Requests, act.Requests...), append(v.Console, act.Console...)
		}
	}
	v.Requests, v.Console = append(v.Requests, look.Requests...), append(v.Console, look.Console...)
	return v
}

// keep writes down how far the page has got, before the next act begins a record
// of its own.
func (r *Run) keep() {
	now := r.Session.Tab().Recorded()
	if now.ID == r.shown.ID {
		r.shown.Requests, r.shown.Console = now.Requests, now.Console
		return
	}
	acts := r.since[r.shown.ID]
	if at := slices.IndexFunc(acts, func(act observation.Visit) bool { return act.ID == now.ID }); at >= 0 {
		acts[at].Requests, acts[at].Console = now.Requests, now.Console
	}
}
