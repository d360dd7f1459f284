// Package scaffold makes the first files of a team that begins with swcheck:
// a configuration, scenarios that pass or fail for good reason on the very site
// that was looked at, and a job for its CI.
//
//	site := scaffold.Look(seen, report, nil)
//	files, err := scaffold.Files(site, scaffold.FindCI(os.DirFS(folder)))
//
// It makes texts of what was seen, and neither drives a browser nor writes
// files. Everything that a site chose, such as titles and paths, is hostile
// input: it is quoted as YAML, and cannot leave its comment.
package scaffold
