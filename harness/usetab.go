package harness

// Tab returns the tab in which the session's own methods act: the first one
// until [Session.Use] names another.
func (s *Session) Tab() *Tab {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.used != nil {
		return s.used
	}
	return s.first
}

// Use lets the session's own methods act in the tab from now on, as a visitor
// does who turns to another window.
func (s *Session) Use(t *Tab) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used = t
}
