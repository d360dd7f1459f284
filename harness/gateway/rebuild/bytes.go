package rebuild

func init() { register(recogniser{name: "bytes", recognise: recogniseWorker}) }

// recogniseWorker tells that there is a worker script that builds change. Its
// new build differs in its bytes, as every text does, which is what makes the
// browser install it.
func recogniseWorker(s *survey) change {
	if len(s.worker) == len(s.steady) {
		return nil
	}
	return func(_ *build, _ *text, body []byte) []byte { return body }
}
