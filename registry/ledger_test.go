package registry

import (
	"testing"
	"time"
)

func TestParseAsOf(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2026-11-22": "2026-11-22T23:59:59.999999Z", "2026-11-23T12:00:00Z": "2026-11-23T12:00:00Z",
		"2026-11-23T13:30:00.000001+02:00": "2026-11-23T11:30:00.000001Z",
		"2026-11-23":                       "", "2026-11-23T12:00:00.1Z": "", "2026-11-23 12:00": "", "22.11.2026": "", "": "",
	} {
		got, err := ParseAsOf(text, now)
		if (err == nil) != (want != "") || want != "" && got.Format(time.RFC3339Nano) != want {
			t.Errorf("%s: got %v (%v), want %s", text, got, err, want)
		}
	}
}
