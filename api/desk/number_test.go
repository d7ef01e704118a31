package desk

import (
	"errors"
	"testing"

	"landbank/registry"
)

func TestANumberInAPathHasOneSpelling(t *testing.T) {
	for text, want := range map[string]int64{"1": 1, "9223372036854775807": 9223372036854775807,
		"": 0, "0": 0, "-1": 0, "007": 0, "+7": 0, " 7": 0, "7.0": 0, "9223372036854775808": 0} {
		got, err := number(func(string) string { return text }, "id")
		if got != want || want == 0 && !errors.Is(err, registry.ErrNotFound) || want != 0 && err != nil {
			t.Errorf("%q: %d %v", text, got, err)
		}
	}
}
