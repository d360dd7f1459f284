package reporter

// The objects of SARIF 2.1.0 that the format is made of, named as they are
// there. They are our own, because the library that there is, go-sarif 3.3.1,
// cannot write what is wanted here: it leaves out suppressions where they are an
// empty list, which says something else, it writes a rank and empty lists for
// each result that has none, and it links a second validator of JSON schemas,
// which fetches over the network, into every program that uses it.
//
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	Results     []*sarifResult    `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID                   string              `json:"id"`
	Name                 string              `json:"name"`
	ShortDescription     sarifText           `json:"shortDescription"`
	FullDescription      sarifText           `json:"fullDescription"`
	Help                 sarifText           `json:"help"`
	HelpURI              string              `json:"helpUri,omitempty"`
	DefaultConfiguration sarifConfiguration  `json:"defaultConfiguration"`
	Properties           sarifRuleProperties `json:"properties"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

// The names of the properties of a rule are GitHub's.
type sarifRuleProperties struct {
	Tags     []string `json:"tags"`
	Severity string   `json:"problem.severity"`
}

// sarifText is a message, or text of a rule.
type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	StartTimeUTC        string              `json:"startTimeUtc,omitempty"`
	EndTimeUTC          string              `json:"endTimeUtc,omitempty"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	Properties          sarifInvoked        `json:"properties"`
}

type sarifInvoked struct {
	Target  string `json:"target"`
	Profile string `json:"profile"`
	Verdict string `json:"verdict"`
	Browser string `json:"browser"`
}

type sarifNotification struct {
	Level          string            `json:"level"`
	Message        sarifText         `json:"message"`
	AssociatedRule *sarifRuleOfIndex `json:"associatedRule,omitempty"`
}

type sarifRuleOfIndex struct {
	ID    string `json:"id"`
	Index int    `json:"index"`
}

type sarifResult struct {
	RuleID              string              `json:"ruleId"`
	RuleIndex           int                 `json:"ruleIndex"`
	Level               string              `json:"level"`
	Message             sarifText           `json:"message"`
	Locations           []sarifLocation     `json:"locations"`
	RelatedLocations    []sarifLocation     `json:"relatedLocations,omitempty"`
	OccurrenceCount     int                 `json:"occurrenceCount,omitempty"`
	PartialFingerprints sarifFingerprints   `json:"partialFingerprints"`
	BaselineState       string              `json:"baselineState,omitempty"`
	Suppressions        *[]sarifSuppression `json:"suppressions,omitempty"` // an empty list says that a baseline was looked at
	Properties          sarifAbout          `json:"properties"`
}

// GitHub knows one fingerprint, by this name; others take each.
type sarifFingerprints struct {
	GitHub string `json:"primaryLocationLineHash"`
	Own    string `json:"swcheckFinding/v1"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifAbout struct {
	Target string `json:"target"`
	URL    string `json:"url,omitempty"`
}

type sarifLocation struct {
	ID       int            `json:"id,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

type sarifLogical struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
	Kind               string `json:"kind"`
}
