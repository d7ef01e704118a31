package ogc

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
)

// looksFile is how the web interface draws sites, written from its layers and
// tokens by `make generate`.
//
//go:embed looks.gen.json
var looksFile []byte

// look is how sites look in one theme.
type look struct {
	Colours map[string]string `json:"colours"` // by token, as #rrggbb
	Layers  json.RawMessage   `json:"layers"`  // of a MapLibre style; their source is "sites"
}

// themes are the themes, the usual one first.
var themes = []string{"light", "dark"}

var looks = sync.OnceValue(func() map[string]look {
	var out map[string]look
	if err := json.Unmarshal(looksFile, &out); err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return out
})

// kindColour is the colour of a kind; of those without one, that of all others.
func (l look) kindColour(kind string) string {
	if c, ok := l.Colours["kind-"+kind]; ok {
		return c
	}
	return l.Colours["kind-other"]
}

// channels writes a colour as QGIS does: red, green, blue and how opaque.
func channels(colour string, opacity uint8) string {
	value, _ := strconv.ParseUint(colour[1:], 16, 32)
	return fmt.Sprintf("%d,%d,%d,%d", value>>16&255, value>>8&255, value&255, opacity)
}
