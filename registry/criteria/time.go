package criteria

import (
	"strings"
	"time"
)

// parseDay reads a calendar day of the years 1 to 9999, as 2026-01-31.
func parseDay(text string) (Value, bool) {
	day, err := time.Parse(time.DateOnly, text)
	return Date(day), err == nil && day.Year() >= 1
}

// parseUTC reads an instant of UTC as 2026-01-31T12:00:00.25Z.
func parseUTC(text string) (Value, bool) {
	v, ok := parseInstant(text)
	return v, ok && strings.HasSuffix(text, "Z")
}

// parseInstant reads an RFC 3339 instant with any offset. time.Parse alone would
// take single digits and a decimal comma, and would drop decimals beyond those
// that a database keeps; both are refused here.
func parseInstant(text string) (Value, bool) {
	const seconds = "2006-01-02T15:04:05"
	instant, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || instant.Year() < 1 || instant.UTC().Year() < 1 || instant.UTC().Year() > 9999 {
		return Value{}, false
	}
	if !strings.HasPrefix(text, instant.Format(seconds)) || strings.Contains(text, ",") {
		return Value{}, false
	}
	decimals := strings.TrimLeft(strings.TrimPrefix(text[len(seconds):], "."), "0123456789")
	if len(text)-len(seconds)-len(decimals) > len(".123456") {
		return Value{}, false
	}
	return Instant(instant), true
}
