package experiments

import "context"

// forgetHTTPCache empties the browser's own cache: it keeps what the deploy has
// removed for some days longer, and then nobody does. What is loaded from here
// on comes from the site or from its worker, as it does for a visitor who comes
// back later.
func (r *round) forgetHTTPCache(ctx context.Context) error {
	err := r.session.ClearHTTPCache(ctx)
	if isLate(ctx, err) {
		return nil
	}
	return err
}
