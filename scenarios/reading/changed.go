package reading

import "github.com/swcheck/swcheck/observation"

// ShowsNothing returns why what was seen after the deploy says nothing about
// deploys, or "": the new build does not answer, or it is the former one.
func (r Round) ShowsNothing() string {
	if loads := r.All(); len(loads) > 0 {
		start := loads[0].Visit.URL
		if now, asked := r.now[WithoutFragment(start)]; asked && now.Status == 0 {
			return "the new build does not answer for " + Path(start) + ": " + now.Error
		}
	}
	if r.isTheFormer() {
		return "the deploy changed nothing of what was visited, and not the worker's script"
	}
	return ""
}

// isTheFormer reports whether everything that was asked for since the deploy is
// known to be as it was: what the server gives now for all that the pages
// showed, the worker's script, and whatever else was fetched before and after.
// What is not known counts as changed.
func (r Round) isTheFormer() bool {
	if changed, known := r.scriptDiffers(); changed || !known {
		return false
	}
	alike := 0
	for _, now := range r.Now {
		former, known := r.formerAnswer(now.URL)
		switch {
		case now.Status == 0 || !known:
		case r.varies(now.URL):
			if !r.showsTheSame(now.URL) {
				return false
			}
			alike++
		case now.Status != former.Status || now.SHA256 != former.Content():
			return false
		default:
			alike++
		}
	}
	return alike > 0 && !r.fetchedOther()
}

// scriptDiffers is ScriptChanged, and asks what the server gives now where the
// browser did not ask for the script.
func (r Round) scriptDiffers() (differs, known bool) {
	if differs, known = r.ScriptChanged(); known {
		return differs, true
	}
	for _, now := range r.Now {
		former, fetched := r.formerAnswer(now.URL)
		if fetched && former.IsWorkerScript() && now.Status == 200 {
			return now.SHA256 != former.Content(), true
		}
	}
	return false, false
}

// formerAnswer returns the last whole answer for the URL before the deploy.
func (r Round) formerAnswer(url string) (last observation.Exchange, ok bool) {
	for _, e := range r.Log.Exchanges {
		if e.ID <= r.Last && e.Status == 200 && e.Content() != "" && SameURL(e.URL, url) {
			last, ok = e, true
		}
	}
	return last, ok
}

// showsTheSame reports whether a page of which every answer has other bytes,
// such as a token, shows the words that it showed before the deploy, although
// its document was fetched after it. What is no page, such as data with the time
// of day in it, tells nothing.
func (r Round) showsTheSame(url string) bool {
	for _, load := range r.All() {
		document, _ := Document(load.Visit)
		if SameURL(load.Visit.URL, url) && document.Exchange > r.Last && r.textChanged(load.Visit) {
			return false
		}
	}
	return true
}

// fetchedOther reports whether anything was fetched since the deploy that had
// other bytes before it: a manifest that the worker reads, a script that its
// script imports.
func (r Round) fetchedOther() bool {
	for _, e := range r.Log.Exchanges {
		if e.ID <= r.Last || e.ID > r.Until || e.Status != 200 || e.Content() == "" {
			continue
		}
		former, known := r.formerAnswer(e.URL)
		if known && former.Content() != e.Content() && !r.varies(e.URL) {
			return true
		}
	}
	return false
}
