package experiments

import "sync"

// Doing is what an experiment is about to do, or has got done.
type Doing struct {
	Step  string // such as "visits pages offline"
	Page  string // URL of the page that is visited now; "" where it is not one alone
	Done  int    // of a step that is counted, out of Total
	Total int    // 0 for a step that is not counted
}

// Progress is told what an experiment does. It is called from several
// goroutines.
type Progress func(Doing)

func (s Setup) step(step string) { s.tell(Doing{Step: step}) }

func (s Setup) tell(d Doing) {
	if s.Progress != nil {
		s.Progress(d)
	}
}

// A pageCount tells of a step that is made page by page, side by side. A nil one
// tells nothing.
type pageCount struct {
	tell func(Doing)

	mu  sync.Mutex
	now Doing
}

// counting tells that the step begins, of which some pages are done already, and
// returns what is told of the others.
func (s Setup) counting(step string, done, total int) *pageCount {
	p := &pageCount{tell: s.tell, now: Doing{Step: step, Done: done, Total: total}}
	p.tell(p.now)
	return p
}

func (p *pageCount) begins(page string) { p.change(func(d *Doing) { d.Page = page }) }

// ends counts a page. There may turn out to be more of them than was thought.
func (p *pageCount) ends() {
	p.change(func(d *Doing) {
		d.Done++
		d.Total = max(d.Total, d.Done)
	})
}

// change tells inside the lock, so that no count is told after a later one.
func (p *pageCount) change(how func(*Doing)) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	how(&p.now)
	p.tell(p.now)
}
