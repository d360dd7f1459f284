package scaffold

import (
	"errors"
	"io/fs"
	"regexp"
)

// A CI is a system that builds and tests a team's site.
type CI string

// The systems that files are made for.
const (
	GitHub CI = "GitHub"
	GitLab CI = "GitLab"
	Shell  CI = "" // neither: a script that any system can run
)

// A Repository is where the team keeps its site.
type Repository struct {
	CI     CI
	Why    string // what tells
	Within string // the folder of the files, relative to the repository's root, with slashes; "." where it is the root
	HasJob bool   // GitLab's one file is there already

	Version string // of swcheck, to install there, such as 0.1.0
}

// FindCI looks which CI the repository with this root folder uses: by the
// system's own files first, by the remote in .git/config second.
func FindCI(root fs.FS) Repository {
	config, _ := fs.ReadFile(root, ".git/config")
	jobs := there(root, ".gitlab-ci.yml")
	switch {
	case there(root, ".github"):
		return Repository{CI: GitHub, Why: "there is a folder .github"}
	case jobs:
		return Repository{CI: GitLab, Why: "there is a .gitlab-ci.yml", HasJob: true}
	case remoteAt("github").Match(config):
		return Repository{CI: GitHub, Why: "a remote in .git/config is at GitHub"}
	case remoteAt("gitlab").Match(config):
		return Repository{CI: GitLab, Why: "a remote in .git/config is at GitLab"}
	}
	return Repository{CI: Shell, Why: "neither GitHub nor GitLab was seen here"}
}

// remoteAt fits the URL of a remote whose host has the name in it, as
// github.com and gitlab.example.org have.
func remoteAt(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*url\s*=\s*(?:\w+://)?(?:[^@/\s]+@)?(?:[\w-]+\.)*` + name + `[\w.-]*[:/]`)
}

func there(root fs.FS, name string) bool {
	_, err := fs.Stat(root, name)
	return err == nil || !errors.Is(err, fs.ErrNotExist)
}
