package cache

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestSecretsInKeys(t *testing.T) {
	stored := func(urls ...string) *observation.Observations {
		var entries []observation.CacheEntry
		for _, url := range urls {
			entries = append(entries, observation.CacheEntry{URL: url, Method: "GET", Status: 200})
		}
		return site(entries...)
	}
	unseen := &observation.Observations{}
	judge(t, secretsInKeys, map[string]ruleCase{
		"no parameters":         {o: stored(page, sw), want: finding.Pass},
		"a token":               {o: stored(page, page+"welcome?token=REDACTED"), want: finding.Fail, evidence: page + "welcome?token=REDACTED", message: `"v1"`},
		"in camel case":         {o: stored(page + "api?accessToken=REDACTED"), want: finding.Fail},
		"two":                   {o: stored(page+"a?jwt=REDACTED", page+"b?password=REDACTED"), want: finding.Fail, message: "one more"},
		"in the path":           {o: stored(page + "cart;jsessionid=REDACTED"), want: finding.Fail},
		"an OAuth code":         {o: stored(page + "?code=REDACTED&state=1"), want: finding.Fail},
		"the code of a mail":    {o: stored(page + "verify?code=REDACTED"), want: finding.Fail},
		"of its API's host":     {o: stored("https://api.site.test/me?token=REDACTED"), want: finding.Fail},
		"without a value":       {o: stored(page + "?token="), want: finding.Pass},
		"the code of a country": {o: stored(page + "rates?code=REDACTED"), want: finding.Pass},
		"a talk's session":      {o: stored(page + "talks?session=REDACTED"), want: finding.Pass},
		"pages of a list":       {o: stored(page + "list?page_token=REDACTED"), want: finding.Pass},
		"a map's key":           {o: stored("https://tiles.test/1/2.png?access_token=REDACTED"), want: finding.Pass},
		"a precache revision":   {o: stored(page + "index.html?__WB_REVISION__=4f3a9c21"), want: finding.Pass},
		"nothing stored":        {o: site(), want: finding.NotApplicable},
		"no worker":             {o: withoutWorker(), want: finding.NotApplicable},
		"nothing was seen":      {o: unseen, want: finding.Inconclusive},
	})
}
