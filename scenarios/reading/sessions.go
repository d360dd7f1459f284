package reading

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/observation"
)

// A Session is what one browser profile saw in the course of an experiment.
type Session struct {
	// Name is that of the experiment, and of the part of it where it has
	// several sessions: "deploy", "deploy content", "faults 2".
	Name     string
	Log      observation.SessionLog
	Visits   []observation.Visit   // in the order in which they were made
	Requests []observation.Request // made beside the visits, such as by a probe; when is not known
}

// Sessions returns all sessions of all experiments that were made, in the
// order of the experiments.
//
// It finds them by their form, as any part of an experiment with a log of its
// own, so that none is forgotten when an experiment sees more than before.
func Sessions(o *observation.Observations) []Session {
	var all []*Session
	value := reflect.ValueOf(o).Elem()
	for i := range value.NumField() {
		experiment := value.Field(i)
		if experiment.Kind() == reflect.Pointer && !experiment.IsNil() {
			collect(experiment.Elem(), kebab(jsonName(value.Type().Field(i))), nil, &all)
		}
	}
	sessions := make([]Session, len(all))
	for i, s := range all {
		slices.SortStableFunc(s.Visits, func(a, b observation.Visit) int { return a.Started.Compare(b.Started) })
		sessions[i] = *s
	}
	return sessions
}

var (
	logType     = reflect.TypeFor[observation.SessionLog]()
	visitType   = reflect.TypeFor[observation.Visit]()
	requestType = reflect.TypeFor[observation.Request]()
)

// collect adds what it finds in the value to the session that it belongs to. A
// struct with a log is a session of its own.
func collect(v reflect.Value, name string, in *Session, all *[]*Session) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), name, in, all)
		}
	case reflect.Slice:
		for i := range v.Len() {
			part := name
			if v.Len() > 1 && hasLog(v.Type().Elem()) {
				part = fmt.Sprintf("%s %d", name, i+1)
			}
			collect(v.Index(i), part, in, all)
		}
	case reflect.Struct:
		collectStruct(v, name, in, all)
	}
}

func collectStruct(v reflect.Value, name string, in *Session, all *[]*Session) {
	switch v.Type() {
	case visitType:
		if visit := v.Interface().(observation.Visit); in != nil && visit.URL != "" {
			in.Visits = append(in.Visits, visit)
		}
		return
	case requestType:
		if in != nil {
			in.Requests = append(in.Requests, v.Interface().(observation.Request))
		}
		return
	}
	if hasLog(v.Type()) {
		log := v.FieldByIndex(logField(v.Type()).Index).Interface().(observation.SessionLog)
		in = &Session{Name: name, Log: log}
		*all = append(*all, in)
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		part := name
		if hasLog(field.Type) && !field.Anonymous && jsonName(field) != "sessions" {
			part = name + " " + kebab(jsonName(field))
		}
		if field.Type == logType || field.Anonymous && hasLog(field.Type) {
			collectEmbedded(v.Field(i), name, in, all)
			continue
		}
		collect(v.Field(i), part, in, all)
	}
}

// collectEmbedded looks into a struct that lends its log to the one around it.
func collectEmbedded(v reflect.Value, name string, in *Session, all *[]*Session) {
	if v.Type() == logType {
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).Type != logType {
			collect(v.Field(i), name, in, all)
		}
	}
}

func hasLog(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && logField(t).Type == logType
}

func logField(t reflect.Type) reflect.StructField {
	field, _ := t.FieldByName(logType.Name())
	return field
}

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// kebab writes firstVisit as first-visit, which is how experiments are named.
func kebab(name string) string {
	var out strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			out.WriteByte('-')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
