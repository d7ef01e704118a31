package registry_test

import (
	"testing"

	"landbank/registry"
)

func TestCadastralNumbers(t *testing.T) {
	for _, c := range []struct{ cadastre, raw, number string }{
		{"ua", "5322081200:00:001:0001", "5322081200:00:001:0001"}, {"ua", " 5322081200 : 00 : 001 : 0001", "5322081200:00:001:0001"},
		{"ua", "5322081200:00:001:1", ""}, {"ru", "66:45:0100123:17", "66:45:0100123:17"}, {"ru", "66:45:123:17", ""},
		{"fr", "12083000ah0035", "12083000AH0035"}, {"fr", "2B2930000D0625", "2B2930000D0625"}, {"fr", "5,748E+13", ""},
		{"lv", "42010010002", "42010010002"}, {"other", "8-653-14-1", "8-653-14-1"},
	} {
		number, ok := registry.CadastralNumber(c.cadastre, c.raw)
		if ok != (c.number != "") || ok && number != c.number {
			t.Errorf("%s %q: %q %v", c.cadastre, c.raw, number, ok)
		}
	}
}
