//go:build conformance

package qgis

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The project that the registry gives away opens: every layer is there, holds
// the sites it should, speaks the reader's language, and is drawn.
func TestQGISProject(t *testing.T) {
	h := qgis(t)
	r := start(t)
	for _, c := range []struct{ name, address, language, condition string }{
		{"sites", "/ogc/collections/sites/qgis.qgs", "uk", ""},
		{"brownfields", "/ogc/collections/sites/qgis.qgs?lang=ru&kind=brownfield&filter=" + queried("area_m2 > 20000 AND name LIKE '%а%'"), "en", "&kind=brownfield&filter=" + queried("area_m2 > 20000 AND name LIKE '%а%'")},
		{"logistics", "/ogc/collections/sites_for_logistics/qgis.qgs", "en", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.since()
			p := h.did(t, "project", step{"url": r.address + c.address, "language": c.language})
			if p.Media != "application/x-qgis-project" || p.CRS != "EPSG:3857" || p.Title == "" {
				t.Errorf("%s %q in %s", p.Media, p.Title, p.CRS)
			}
			all := refs(t, r, "", strings.TrimPrefix(c.condition, "&"))
			read := 0
			for _, l := range p.Layers {
				if !l.Valid {
					t.Errorf("layer %s: %s", l.Name, l.Error)
				}
				if strings.HasPrefix(l.Subset, "outlined") {
					if read += l.Read; l.Read != l.Count || l.Renderer != "categorizedSymbol" || len(l.Classes) < 4 || !l.Labels || len(l.Aliases) < 80 || l.Lists["kind"] != "ValueMap" {
						t.Errorf("layer %+v", l)
					}
				}
			}
			if read != len(all) || read == 0 {
				t.Errorf("its layers have %d sites, the registry %d", read, len(all))
			}
			for _, q := range r.since() {
				if q.path == "/ogc/collections/"+strings.Split(c.address, "/")[3]+"/items" && q.method == http.MethodGet && q.query.Get("limit") == "1000" && q.query.Get("filter") == "" {
					t.Errorf("QGIS reads all sites: %v", q.query)
				}
			}
			drawn := h.did(t, "render", step{"box": p.Box, "size": []int{1000, 620}})
			keep(t, "project-"+c.name, drawn)
			if c.name != "sites" {
				return
			}
			if alias := p.Layers[0].Aliases["area_m2"]; alias != "Площа, m²" {
				t.Errorf("area_m2 is called %q", alias)
			}
			picture := decoded(t, drawn)
			if territory := h.did(t, "render", step{"box": p.Box, "size": []int{1000, 620}, "layers": []string{"Території"}}); territory.Inked == 0 {
				t.Error("territories are not drawn")
			} else if bare := decoded(t, territory); differing(picture, bare) < 500 {
				t.Errorf("the sites take %d points of the picture", differing(picture, bare))
			}
			for kind, hue := range map[string]color.RGBA{"brownfield": {0xd5, 0x5e, 0, 255}, "free_land": {0, 0x9e, 0x73, 255}} {
				if n := coloured(picture, hue); n < 50 {
					t.Errorf("%d points have the colour of %s", n, kind)
				}
			}
			r.since()
			tiles := h.did(t, "render", step{"box": p.Box, "size": []int{1000, 620}, "layers": []string{"Ділянки як плитки, лише для перегляду"}})
			if keep(t, "project-tiles", tiles); tiles.Inked < 500 {
				t.Errorf("tiles draw %d points", tiles.Inked)
			}
			// Close by: an outline with its name.
			feature := document(r.got(t, "", items+"?limit=1&filter="+queried("outlined = TRUE AND kind = 'brownfield' AND area_m2 > 20000"))["features"].([]any)[0].(map[string]any))
			at := feature["properties"].(map[string]any)
			x, y := at["longitude"].(float64), at["latitude"].(float64)
			box := mercator([4]float64{x - 0.006, y - 0.0025, x + 0.006, y + 0.0025})
			close := h.did(t, "render", step{"box": box, "size": []int{1000, 620}})
			keep(t, "project-near", close)
			if coloured(decoded(t, close), color.RGBA{0xd5, 0x5e, 0, 255}) < 100 {
				t.Error("close by the outline has no line in its colour")
			}
			if n := dark(decoded(t, close)); n < 50 {
				t.Errorf("close by the outline has no name: %d dark points", n)
			}
		})
	}
	t.Run("style of tiles", func(t *testing.T) {
		got := h.did(t, "style", step{"url": r.address + "/ogc/collections/sites/tiles/WebMercatorQuad"})
		if want := "background site-fill site-line site-point cluster site-name cluster-count"; strings.Join(got.Classes, " ") != want {
			t.Errorf("QGIS takes %v of the style", got.Classes)
		}
	})
	t.Run("conditions of tiles", func(t *testing.T) {
		condition := "kind = 'brownfield' AND area_m2 > 50000"
		p := h.did(t, "project", step{"url": r.address + "/ogc/collections/sites/qgis.qgs?lang=en&availability=available,reserved&filter=" + queried(condition), "language": "en"})
		r.since()
		h.did(t, "render", step{"box": p.Box, "size": []int{400, 300}, "layers": []string{"Sites as tiles, to look at"}})
		asked := slices.DeleteFunc(r.since(), func(q request) bool { return !strings.Contains(q.path, "/tiles/") })
		for _, q := range asked {
			if q.status != http.StatusOK || q.query.Get("filter") != condition || q.query.Get("availability") != "available,reserved" {
				t.Errorf("a tile was asked for by %s?%v: %d", q.path, q.query, q.status)
			}
		}
		if len(asked) == 0 {
			t.Error("no tile was asked for")
		}
	})
}

func decoded(t *testing.T, drawn told) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(drawn.PNG))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// keep writes a picture down for people, where LANDBANK_PICTURES names a folder.
func keep(t *testing.T, name string, drawn told) {
	t.Helper()
	folder := os.Getenv("LANDBANK_PICTURES")
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), drawn.PNG, 0o644); err != nil {
		t.Error(err)
	}
}

// differing counts the points at which two pictures differ.
func differing(a, b image.Image) (n int) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if fmt.Sprint(a.At(x, y)) != fmt.Sprint(b.At(x, y)) {
				n++
			}
		}
	}
	return n
}

// dark counts the points that are as dark as letters and nothing else is.
func dark(picture image.Image) (n int) {
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if r, g, b, _ := picture.At(x, y).RGBA(); max(r, g, b)>>8 < 120 {
				n++
			}
		}
	}
	return n
}

// coloured counts the points of a colour.
func coloured(picture image.Image, hue color.RGBA) (n int) {
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			r, g, b, _ := picture.At(x, y).RGBA()
			if uint8(r>>8) == hue.R && uint8(g>>8) == hue.G && uint8(b>>8) == hue.B {
				n++
			}
		}
	}
	return n
}
