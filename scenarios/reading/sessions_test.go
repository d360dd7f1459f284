package reading_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// Every visit and every log that observations can hold belongs to a session:
// an experiment that sees more than before is not overlooked.
func TestSessionsForgetNothing(t *testing.T) {
	var o observation.Observations
	fill(reflect.ValueOf(&o).Elem(), 0)
	saved, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	sessions := reading.Sessions(&o)
	visits, requests := 0, 0
	for _, s := range sessions {
		visits += len(s.Visits)
		requests += len(s.Requests)
		for _, v := range s.Visits {
			requests += len(v.Requests)
		}
		if len(s.Log.Exchanges) == 0 {
			t.Errorf("the session %q has no log", s.Name)
		}
	}
	for what, count := range map[string][2]int{
		`"finalUrl":"a visit"`: {visits, 0},
		`"final of a request"`: {requests, 0},
		`"exchanges":[`:        {len(sessions), 0},
	} {
		if want := strings.Count(string(saved), what); want == 0 || count[0] != want {
			t.Errorf("%s occurs %d times, and the sessions have %d", what, want, count[0])
		}
	}
}

// fill puts one element into every list, and something behind every pointer.
func fill(v reflect.Value, depth int) {
	if depth > 12 {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), depth+1)
			}
		}
		switch filled := v.Addr().Interface().(type) {
		case *observation.Visit:
			filled.URL, filled.Final = "https://site.example/", "a visit"
		case *observation.Request:
			filled.URL, filled.Final = "https://site.example/", "final of a request"
		}
	}
}

func TestSessionsAreNamed(t *testing.T) {
	o := observation.Observations{
		FirstVisit: &observation.FirstVisit{},
		Faults: &observation.Faults{
			Sessions: []observation.FaultSession{{}, {}}, Blocked: &observation.BlockedHosts{},
		},
		Deploy: &observation.Deploy{Content: &observation.ContentDeploy{}},
		Users:  &observation.Users{},
	}
	var names []string
	for _, s := range reading.Sessions(&o) {
		names = append(names, s.Name)
	}
	want := []string{"first-visit", "faults 1", "faults 2", "faults blocked", "deploy", "deploy content", "users"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}
