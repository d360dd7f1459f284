package demo

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
)

// members are the two who can log in to the test site.
func members() []scenarios.User {
	return []scenarios.User{
		{Name: "member", Login: login("member", "lantern")},
		{Name: "other", Login: login("other", "candle")},
	}
}

// login fills in the site's form, as a visitor does.
func login(name, password string) func(context.Context, *harness.Session) ([]observation.Visit, error) {
	return func(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
		form, err := s.Visit(ctx, "/login")
		if err != nil {
			return nil, err
		}
		inside, err := s.Act(ctx, func(ctx context.Context) error {
			if err := s.Fill(ctx, "#user", name); err != nil {
				return err
			}
			if err := s.Fill(ctx, "#password", password); err != nil {
				return err
			}
			return s.Click(ctx, "#go")
		})
		return []observation.Visit{form, inside}, err
	}
}

// logout goes to the address that every frame of the site may link to.
func logout(ctx context.Context, s *harness.Session) ([]observation.Visit, error) {
	visit, err := s.Visit(ctx, "/logout")
	return []observation.Visit{visit}, err
}
