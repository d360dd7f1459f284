package testsite_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/testsite"
)

func TestFaultsOfOneRequest(t *testing.T) {
	site := start(t, "no-worker")
	for query, want := range map[string]struct {
		status int
		text   string
	}{
		"status:503":           {503, "Service Unavailable"},
		"redirect-loop":        {302, ""},
		"wrong-type:image/png": {200, "This is a page."},
		"never-loads":          {200, "/silence?fault=never-answers"},
		"alert-loop":           {200, "alert("},
		"script-loop":          {200, "for (;;);"},
		"nonsense":             {400, "there is no fault"},
		"status:99":            {400, "between 200 and 599"},
		"huge:-1":              {400, "a number of bytes"},
	} {
		got := get(t, visitor(t), origin(site)+"/schedule?fault="+query)
		if got.StatusCode != want.status || !strings.Contains(got.body, want.text) {
			t.Errorf("%s: status %d: %s", query, got.StatusCode, got.body)
		}
	}
	if got := get(t, visitor(t), origin(site)+"/schedule?fault=wrong-type:image/png"); got.header("Content-Type") != "image/png" {
		t.Errorf("the wrong type is %s", got.header("Content-Type"))
	}
	loop := get(t, visitor(t), origin(site)+"/schedule?fault=redirect-loop")
	if loop.header("Location") != "/schedule?fault=redirect-loop" {
		t.Errorf("the loop leads to %s", loop.header("Location"))
	}
}

func TestMisbehaveUntilBehave(t *testing.T) {
	site := start(t, "no-worker")
	site.Misbehave("/schedule", testsite.Status(http.StatusBadGateway))
	if got := get(t, visitor(t), origin(site)+"/schedule?any=query"); got.StatusCode != http.StatusBadGateway {
		t.Errorf("status %d", got.StatusCode)
	}
	if got := get(t, visitor(t), site.URL()); got.StatusCode != http.StatusOK {
		t.Errorf("another page: status %d", got.StatusCode)
	}
	site.Behave()
	if got := get(t, visitor(t), origin(site)+"/schedule"); got.StatusCode != http.StatusOK {
		t.Errorf("afterwards: status %d", got.StatusCode)
	}
}

func TestHugeBodyIsAsLongAsItSays(t *testing.T) {
	site := start(t, "no-worker")
	got := get(t, visitor(t), origin(site)+"/film?fault=huge:3000001")
	if len(got.body) != 3000001 || got.ContentLength != 3000001 {
		t.Errorf("%d bytes came, %d were announced", len(got.body), got.ContentLength)
	}
}

func TestEndlessBodyGoesOn(t *testing.T) {
	site := start(t, "no-worker")
	response := open(t, t.Context(), origin(site)+"/?fault=endless")
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	for range 10_000 {
		if _, err := lines.ReadString('\n'); err != nil {
			t.Fatalf("the body ended: %v", err)
		}
	}
}

// A held answer waits for its release and is then what it would have been.
func TestHeldUntilReleased(t *testing.T) {
	site := start(t, "no-worker")
	site.Misbehave("/schedule", testsite.Held())
	answers := make(chan answer, 1)
	go func() { answers <- get(t, visitor(t), origin(site)+"/schedule") }()
	for site.Count("/schedule") == 0 {
		// Another full exchange: the request is on its way meanwhile.
		get(t, visitor(t), origin(site)+"/contact")
	}
	select {
	case <-answers:
		t.Fatal("the answer was not held back")
	default:
	}
	site.Behave()
	if got := <-answers; !strings.Contains(got.body, "Who speaks when") {
		t.Errorf("the released answer is\n%s", got.body)
	}
}

func TestCloseEndsWhatIsNotAnswered(t *testing.T) {
	for _, fault := range []string{"held", "never-answers"} {
		site := start(t, "no-worker")
		ended := make(chan error, 1)
		go func() { ended <- ask(t.Context(), site.URL()+"?fault="+fault) }()
		for site.Count("/") == 0 {
			get(t, visitor(t), origin(site)+"/contact")
		}
		site.Close()
		if err := <-ended; err == nil {
			t.Errorf("%s: the request got an answer", fault)
		}
	}
}

func TestNeverAnswersUntilTheClientGivesUp(t *testing.T) {
	site := start(t, "no-worker")
	ctx, giveUp := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- ask(ctx, site.URL()+"?fault=never-answers") }()
	for site.Count("/") == 0 {
		get(t, visitor(t), origin(site)+"/contact")
	}
	giveUp()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got: %v", err)
	}
}

func TestFaultsOfTheOtherOrigin(t *testing.T) {
	site := start(t, "no-worker")
	site.Misbehave("/widgets.js", testsite.Status(http.StatusNotFound))
	if got := get(t, visitor(t), site.ThirdPartyURL()+"/widgets.js"); got.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", got.StatusCode)
	}
}

func open(t *testing.T, ctx context.Context, address string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func ask(ctx context.Context, address string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
