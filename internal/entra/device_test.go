package entra

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"

	"ssowizard/internal/must"
)

func TestStartDeviceSendsWhatIsDocumented(t *testing.T) {
	f := newFake(t).on(devicePath(tenantA), deviceAnswer())
	c := f.overTCP(t, Options{})
	d, err := c.StartDevice(t.Context(), Request{TenantID: strings.ToUpper(tenantA), Scopes: []string{"User.Read", "User.Read"}, Claims: `{"access_token":{}}`})
	must.Do(t, err)
	got := f.calls(devicePath(tenantA))
	if len(got) != 1 {
		t.Fatalf("%d requests", len(got))
	}
	form := got[0].form
	if form.Get("client_id") != GraphCommandLineTools || form.Get("scope") != "openid profile User.Read" || form.Get("claims") != `{"access_token":{}}` {
		t.Errorf("sent %v", form)
	}
	if d.UserCode != "F7KQ2M9XD" || d.VerificationURI != "https://microsoft.com/devicelogin" || d.Interval != 5*time.Second || d.TenantID != tenantA {
		t.Errorf("got %+v", d)
	}
	if left := time.Until(d.Expires); left < 890*time.Second || left > 900*time.Second {
		t.Errorf("expires in %v", left)
	}
	// A monotonic reading would stand still while the computer sleeps.
	if d.Expires != d.Expires.Round(0) {
		t.Errorf("%v is not a time of day", d.Expires)
	}
	noCanary(t, d)
	noCanary(t, *d)
}

func TestStartDeviceRefusesUnusableAnswers(t *testing.T) {
	for name, body := range map[string]string{
		"null, on which the library panics":   `null`,
		"negative interval, as above":         `{"device_code":"d","user_code":"u","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":-5}`,
		"a life that overflows":               `{"device_code":"d","user_code":"u","verification_uri":"https://microsoft.com/devicelogin","expires_in":9223372036854775807,"interval":5}`,
		"no code":                             `{"device_code":"d","verification_uri":"https://microsoft.com/devicelogin","expires_in":900}`,
		"no device code":                      `{"user_code":"u","verification_uri":"https://microsoft.com/devicelogin","expires_in":900}`,
		"page elsewhere":                      `{"device_code":"d","user_code":"u","verification_uri":"https://microsoft.com.evil.example/x","expires_in":900}`,
		"page with a lookalike host":          `{"device_code":"d","user_code":"u","verification_uri":"https://evilmicrosoft.com/x","expires_in":900}`,
		"page without TLS":                    `{"device_code":"d","user_code":"u","verification_uri":"http://microsoft.com/devicelogin","expires_in":900}`,
		"page with a user name":               `{"device_code":"d","user_code":"u","verification_uri":"https://microsoft.com@evil.example/","expires_in":900}`,
		"page with a control character in it": "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://microsoft.com/\u202e\",\"expires_in\":900}",
		"list":                                `[]`,
		"nothing":                             ``,
	} {
		t.Run(name, func(t *testing.T) {
			c := newFake(t).on(devicePath(tenantA), reply{status: 200, body: body}).overTCP(t, Options{})
			d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA})
			var bad *BadAnswer
			if !errors.As(err, &bad) {
				t.Errorf("got %+v, %v", d, err)
			}
		})
	}
}

func TestStartDeviceRefusesBadRequestsUnsent(t *testing.T) {
	f := newFake(t)
	c := f.overTCP(t, Options{})
	for _, r := range []Request{{}, {TenantID: "common"}, {TenantID: "contoso.com"}, {TenantID: tenantA, Scopes: []string{"User.Read Mail.Read"}},
		{TenantID: tenantA, Claims: "null"}, {TenantID: tenantA, Claims: "{"}, {TenantID: tenantA + "/../x"}} {
		if _, err := c.StartDevice(t.Context(), r); !errors.Is(err, ErrBadRequest) {
			t.Errorf("%+v: %v", r, err)
		}
		if _, err := c.StartBrowser(t.Context(), r); !errors.Is(err, ErrBadRequest) {
			t.Errorf("browser, %+v: %v", r, err)
		}
	}
	if len(f.got) != 0 {
		t.Errorf("%d requests were sent", len(f.got))
	}
}

func TestStartDeviceHonoursCancellation(t *testing.T) {
	c := newFake(t).on(devicePath(tenantA), reply{hang: true}).overTCP(t, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := c.StartDevice(ctx, Request{TenantID: tenantA})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > time.Minute {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

func TestStartDeviceTriesAgainAfterAFault(t *testing.T) {
	f := newFake(t).on(devicePath(tenantA), htmlPage(503), reply{drop: true}, deviceAnswer())
	if _, err := f.overTCP(t, Options{}).StartDevice(t.Context(), Request{TenantID: tenantA}); err != nil {
		t.Error(err)
	}
	f = newFake(t).on(devicePath(tenantA), refused(400, "unauthorized_client", 700016, "no such app"))
	_, err := f.overTCP(t, Options{}).StartDevice(t.Context(), Request{TenantID: tenantA})
	var no *SignInError
	if !errors.As(err, &no) || no.Code() != 700016 || no.Kind() != KindOther || len(f.got) != 1 {
		t.Errorf("%v after %d requests", err, len(f.got))
	}
}

// await runs one device sign-in in a bubble of its own time and returns when each
// poll arrived, counted from the start.
func await(t *testing.T, answers []reply, check func(*Session, error, []DeviceNote)) (at []time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := newFake(t).on(devicePath(tenantA), deviceAnswer()).on(tokenPath(tenantA), answers...)
		c := f.inMemory(Options{})
		began := time.Now()
		d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA, Scopes: []string{"User.Read"}})
		must.Do(t, err)
		var notes []DeviceNote
		s, err := c.AwaitDevice(t.Context(), d, func(n DeviceNote) { notes = append(notes, n) })
		check(s, err, notes)
		for i, call := range f.calls(tokenPath(tenantA)) {
			at = append(at, call.at.Sub(began))
			if call.form.Get("grant_type") != "urn:ietf:params:oauth:grant-type:device_code" || call.form.Get("device_code") != canary+"-device" {
				t.Errorf("poll %d sent %v", i, call.form)
			}
		}
		f.noBasic()
	})
	return at
}

func secs(n ...int) []time.Duration {
	var out []time.Duration
	for _, s := range n {
		out = append(out, time.Duration(s)*time.Second)
	}
	return out
}

func TestAwaitDeviceKeepsThePace(t *testing.T) {
	slow := refused(400, "slow_down", 0, "slower")
	busy := reply{status: 429, body: `{}`, header: map[string]string{"Retry-After": "17"}}
	for _, tc := range []struct {
		name    string
		answers []reply
		want    []time.Duration
		states  []string
	}{
		{"one request a tick", []reply{pending(), pending(), tokenAnswer(nil)}, secs(5, 10, 15), []string{NoteWaiting, NoteWaiting, NoteWaiting}},
		{"slow_down stays", []reply{slow, pending(), tokenAnswer(nil)}, secs(5, 15, 25), []string{NoteWaiting, NoteSlowDown, NoteWaiting}},
		{"twice slow_down", []reply{slow, slow, tokenAnswer(nil)}, secs(5, 15, 30), []string{NoteWaiting, NoteSlowDown, NoteSlowDown}},
		{"asked back on the page", []reply{refused(400, "interaction_required", 50199, "confirm"), tokenAnswer(nil)}, secs(5, 10), []string{NoteWaiting, NoteWaiting}},
		{"503 in HTML", []reply{htmlPage(503), pending(), tokenAnswer(nil)}, secs(5, 15, 20), []string{NoteWaiting, NoteServerTrouble, NoteWaiting}},
		{"page of a proxy", []reply{htmlPage(200), htmlPage(403), tokenAnswer(nil)}, secs(5, 15, 35), []string{NoteWaiting, NoteServerTrouble, NoteServerTrouble}},
		{"dropped connection", []reply{{drop: true}, tokenAnswer(nil)}, secs(5, 15), []string{NoteWaiting, NoteServerTrouble}},
		{"throttled", []reply{busy, tokenAnswer(nil)}, secs(5, 22), []string{NoteWaiting, NoteServerTrouble}},
		{"fault in JSON", []reply{refused(500, "server_error", 90033, "transient"), tokenAnswer(nil)}, secs(5, 15), []string{NoteWaiting, NoteServerTrouble}},
		{"request that hangs", []reply{{hang: true}, tokenAnswer(nil)}, secs(5, 45), []string{NoteWaiting, NoteServerTrouble}},
		{"trouble after slow_down", []reply{slow, htmlPage(502), pending(), tokenAnswer(nil)}, secs(5, 15, 35, 45), []string{NoteWaiting, NoteSlowDown, NoteServerTrouble, NoteWaiting}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at := await(t, tc.answers, func(s *Session, err error, notes []DeviceNote) {
				must.Do(t, err)
				if s.s.method != MethodDevice || s.Identity().TenantID != tenantA {
					t.Errorf("session %v of %+v", s, s.Identity())
				}
				var states []string
				for i, n := range notes {
					states = append(states, n.State)
					if n.State == NoteServerTrouble && n.Detail == "" || n.State == NoteSlowDown && n.Detail != "" {
						t.Errorf("note %d: %+v", i, n)
					}
				}
				if !slices.Equal(states, tc.states) {
					t.Errorf("notes %v, want %v", states, tc.states)
				}
				for i := range notes {
					if want := notes[0].Next.Add(tc.want[i] - tc.want[0]); !notes[i].Next.Equal(want) {
						t.Errorf("note %d promised %v, the poll came at %v", i, notes[i].Next, want)
					}
				}
			})
			if !slices.Equal(at, tc.want) {
				t.Errorf("polls at %v, want %v", at, tc.want)
			}
		})
	}
}

func TestAwaitDeviceStops(t *testing.T) {
	policy := refused(400, "access_denied", 53003, "blocked by Conditional Access")
	for _, tc := range []struct {
		name     string
		answer   reply
		declined bool
		expired  bool
		kind     Kind
		code     int
	}{
		{"declined, Microsoft's name", refused(400, "authorization_declined", 90120, "no"), true, false, KindOther, 90120},
		{"declined, the RFC's name", reply{status: 400, body: `{"error":"access_denied"}`}, true, false, KindOther, 0},
		{"denied by policy is nobody's choice", policy, false, false, KindPolicy, 53003},
		{"security defaults", refused(400, "invalid_grant", 530035, "blocked"), false, false, KindPolicy, 530035},
		{"managed device wanted", refused(400, "interaction_required", 530033, "managed"), false, false, KindDevice, 530033},
		{"expired, the server's word", refused(400, "expired_token", 70020, "expired"), false, true, KindOther, 70020},
		{"expired, v1 name", refused(400, "code_expired", 70019, "expired"), false, true, KindOther, 70019},
		{"corrupt code", refused(400, "bad_verification_code", 70018, "?"), false, false, KindOther, 70018},
		{"not a public client", refused(401, "invalid_client", 7000218, "secret missing"), false, false, KindOther, 7000218},
		{"consent", refused(400, "invalid_grant", 90094, "admin needed"), false, false, KindConsent, 90094},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at := await(t, []reply{pending(), tc.answer}, func(s *Session, err error, _ []DeviceNote) {
				if s != nil || errors.Is(err, ErrDeclined) != tc.declined || errors.Is(err, ErrCodeExpired) != tc.expired {
					t.Fatalf("got %v, %v", s, err)
				}
				var no *SignInError
				if !errors.As(err, &no) || no.Kind() != tc.kind || no.Code() != tc.code {
					t.Errorf("got %+v", no)
				}
			})
			if !slices.Equal(at, secs(5, 10)) {
				t.Errorf("polls at %v", at)
			}
		})
	}
}

func TestAwaitDeviceStopsAtAnAnswerWithoutToken(t *testing.T) {
	await(t, []reply{{status: 200, body: `{"token_type":"Bearer"}`}}, func(_ *Session, err error, _ []DeviceNote) {
		var bad *BadAnswer
		if !errors.As(err, &bad) || Transient(err) {
			t.Errorf("got %v", err)
		}
	})
}

func TestAwaitDeviceExpiresByItself(t *testing.T) {
	at := await(t, []reply{pending()}, func(_ *Session, err error, _ []DeviceNote) {
		if !errors.Is(err, ErrCodeExpired) || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
	if n := len(at); n != 179 || at[n-1] >= 900*time.Second {
		t.Errorf("%d polls, the last at %v", n, at[n-1])
	}
	await(t, []reply{htmlPage(503)}, func(_ *Session, err error, _ []DeviceNote) {
		var bad *BadAnswer
		if !errors.Is(err, ErrCodeExpired) || !errors.As(err, &bad) {
			t.Errorf("trouble to the end: %v", err)
		}
	})
}

// What is compared is the time of day alone: the monotonic reading that time.Now
// carries stands still while a computer sleeps, and would win every comparison.
func TestExpiryCarriesNoMonotonicReading(t *testing.T) {
	f := newFake(t).on(devicePath(tenantA), deviceAnswer())
	c := f.overTCP(t, Options{})
	d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA})
	must.Do(t, err)
	for what, at := range map[string]time.Time{"now": c.wallClock(), "the code": d.Expires, "the sign-in": c.expiry(&oauth2.Token{ExpiresIn: 3600})} {
		if strings.Contains(at.String(), "m=") {
			t.Errorf("%s: %v", what, at)
		}
	}
	if !strings.Contains(time.Now().String(), "m=") {
		t.Error("the reading cannot be seen")
	}
}

// A computer that sleeps has timers that sleep too, while the time of day goes on.
func TestAwaitDeviceAfterTheComputerSlept(t *testing.T) {
	f := newFake(t).on(devicePath(tenantA), deviceAnswer()).on(tokenPath(tenantA), pending())
	day := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	c := f.overTCP(t, Options{Now: func() time.Time { return day }, Sleep: func(context.Context, time.Duration) error {
		day = day.Add(time.Hour)
		return nil
	}})
	d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA})
	must.Do(t, err)
	if _, err = c.AwaitDevice(t.Context(), d, nil); !errors.Is(err, ErrCodeExpired) {
		t.Errorf("got %v", err)
	}
	if n := len(f.calls(tokenPath(tenantA))); n != 0 {
		t.Errorf("%d polls with a code past its time", n)
	}
}

func TestAwaitDeviceHonoursCancellation(t *testing.T) {
	for name, after := range map[string]time.Duration{"in a pause": 3 * time.Second, "late in a pause": 4500 * time.Millisecond, "in flight": 6 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFake(t).on(devicePath(tenantA), deviceAnswer()).on(tokenPath(tenantA), reply{hang: true})
				c := f.inMemory(Options{})
				d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA})
				must.Do(t, err)
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(after, cancel)
				began := time.Now()
				_, err = c.AwaitDevice(ctx, d, nil)
				if !errors.Is(err, context.Canceled) || time.Since(began) != after {
					t.Errorf("%v after %v", err, time.Since(began))
				}
			})
		})
	}
}

func TestAwaitDeviceRepeatsClaims(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake(t).on(devicePath(tenantA), deviceAnswer()).on(tokenPath(tenantA), tokenAnswer(nil))
		c := f.inMemory(Options{ClientID: appA})
		d, err := c.StartDevice(t.Context(), Request{TenantID: tenantA, Claims: `{"a":1}`})
		must.Do(t, err)
		if _, err := c.AwaitDevice(t.Context(), d, nil); err != nil {
			t.Fatal(err)
		}
		form := f.calls(tokenPath(tenantA))[0].form
		if form.Get("claims") != `{"a":1}` || form.Get("client_id") != appA || strings.Contains(form.Get("scope"), "offline_access") {
			t.Errorf("sent %v", form)
		}
	})
}
