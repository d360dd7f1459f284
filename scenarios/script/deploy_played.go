package script

import "context"

// play lets the gateway make a new build of the site. All of them are made of
// the first one, which the plan knows.
func (r *Run) play(ctx context.Context) error {
	if r.Session.LastExchange() == 0 {
		return errUnseen
	}
	if err := r.readable(); err != nil {
		return err
	}
	if r.played == nil {
		caches, err := r.Session.Caches(ctx)
		if err != nil {
			return err
		}
		if r.played, err = r.Session.Rebuild(ctx, caches); err != nil {
			return err
		}
	}
	r.Session.Deploy(r.played.Deploy(r.Session.NextBuild()))
	return nil
}
