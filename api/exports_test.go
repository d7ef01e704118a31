package api

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"landbank/registry/export"
)

// Every file holds the sites that a page with the same criteria counts, and GDAL
// reads as many from it.
func TestExportsHoldWhatMeets(t *testing.T) {
	s := stock(t)
	const criteria = "kind=brownfield&min_area_m2=20000"
	want := readPage(t, s.get(t, "/api/v1/sites?limit=1&"+criteria)).matched
	for _, format := range export.Formats {
		got := s.get(t, "/api/v1/exports/sites."+format.Extension()+"?"+criteria)
		if got.Code != http.StatusOK || got.Header().Get("Content-Type") != format.MediaType() ||
			got.Header().Get("Content-Disposition") != `attachment; filename="landbank-sites-2026-11-23.`+format.Extension()+`"` {
			t.Fatalf("%s: %d %v %.300s", format, got.Code, got.Header(), got.Body)
		}
		path := filepath.Join(t.TempDir(), "sites."+format.Extension())
		if err := os.WriteFile(path, got.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		switch format {
		case export.GeoJSONSequence:
			if lines := strings.Count(got.Body.String(), "\n"); float64(lines) != float64(want) {
				t.Errorf("%s: %d lines, want %v", format, lines, want)
			}
			continue
		case export.UA835: // a row for each parcel
			continue
		case export.Shapefile:
			path = "/vsizip/" + path
		}
		count := 0
		for _, match := range featureCount.FindAllStringSubmatch(gdal(t, "ogrinfo", "-ro", "-al", "-so", path), -1) {
			n, _ := strconv.Atoi(match[1])
			count += n
		}
		if format == export.XLSX {
			for _, match := range featureCount.FindAllStringSubmatch(gdal(t, "ogrinfo", "-ro", "-so", path, "sites"), -1) {
				count, _ = strconv.Atoi(match[1])
			}
		}
		if float64(count) != float64(want) {
			t.Errorf("%s: GDAL reads %d, want %v", format, count, want)
		}
	}
	whole := s.get(t, "/api/v1/exports/sites.gpkg")
	path := filepath.Join(t.TempDir(), "whole.gpkg")
	if err := os.WriteFile(path, whole.Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	compareWithStock(t, path)
}

func TestExportsRefuse(t *testing.T) {
	s := stock(t)
	for path, want := range map[string]int{
		"sites.dwg": 404, "sites": 404, "sites.": 404, "territories.csv": 404, "sites.csv.zip": 404, "sites.csv?unknown=1": 400, "sites.csv?limit=1": 400,
		"sites.csv?filter=" + url.QueryEscape("area_m2 >"): 400, "sites.csv?bbox=1": 400,
	} {
		if got := s.get(t, "/api/v1/exports/"+path); got.Code != want {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}

// While as many exports as may be are under way, the next is told to come again.
func TestExportsAreFew(t *testing.T) {
	s := stock(t)
	for range mostExports {
		s.server.exports <- struct{}{}
	}
	if got := s.get(t, "/api/v1/exports/sites.csv"); got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
	<-s.server.exports
	if got := s.get(t, "/api/v1/exports/sites.csv"); got.Code != http.StatusOK {
		t.Errorf("%d", got.Code)
	}
}
