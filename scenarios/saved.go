package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// Save writes observations as JSON, for Load.
func Save(w io.Writer, o *observation.Observations) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(o)
}

// SavedError tells that something is no saved observations, or none that this
// version understands.
type SavedError struct {
	Reason string
	Err    error
	hint   string
}

func (e *SavedError) Error() string {
	if e.Err != nil {
		return e.Reason + ": " + e.Err.Error()
	}
	return e.Reason
}

func (e *SavedError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *SavedError) Hint() string { return e.hint }

const savedHint = "give a file that swcheck audit URL --save-observations FILE has written"

// Load reads what Save wrote. Errors: [*SavedError], those of the reader.
func Load(r io.Reader) (*observation.Observations, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var o observation.Observations
	if err := json.Unmarshal(data, &o); err != nil {
		return nil, &SavedError{Reason: "not the JSON of saved observations", Err: plainJSONError(err), hint: savedHint}
	}
	switch {
	case o.Version == 0:
		return nil, &SavedError{Reason: "JSON, but no saved observations: observationsVersion is missing", hint: savedHint}
	case o.Version > observation.Version:
		return nil, &SavedError{
			Reason: fmt.Sprintf("observations of version %d, and this swcheck %s reads up to version %d", o.Version, Version, observation.Version),
			hint:   "judge them with the swcheck that wrote them, " + o.Tool.Version + ", or a newer one",
		}
	case !slices.Contains(Profiles(), o.Profile):
		return nil, &SavedError{Reason: fmt.Sprintf("observations of the profile %q, which there is not", o.Profile), hint: savedHint}
	}
	return &o, nil
}

// plainJSONError says where the JSON is broken.
func plainJSONError(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("at byte %d: %w", syntax.Offset, err)
	}
	return err
}
