package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// suite is one executable suite of the OGC.
type suite struct {
	title    string
	artifact string // in Maven Central, with everything that it needs in one file
	given    string // variable of the environment that names the file, for who has it
	settings func(url string) map[string]string
}

var suites = []suite{
	{"OGC suite of API - Features", "org.opengis.cite:ets-ogcapi-features10:1.9:jar:aio", "LANDBANK_ETS_FEATURES", func(url string) map[string]string {
		return map[string]string{"iut": url, "noofcollections": "-1"}
	}},
	{"OGC suite of API - Tiles", "org.opengis.cite:ets-ogcapi-tiles10:1.2:jar:aio", "LANDBANK_ETS_TILES", func(url string) map[string]string {
		return map[string]string{
			"iut": url, "tilematrixsetdefinitionuri": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
			"urltemplatefortiles": url + "/collections/sites/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
			"tilematrix":          "6", "mintilerow": "19", "maxtilerow": "22", "mintilecol": "36", "maxtilecol": "39",
		}
	}},
}

// run runs the suite against a service. Skipped says why it could not.
func (s suite) run(ctx context.Context, url string) (result tally, skipped string, err error) {
	java, err := exec.LookPath("java")
	if err != nil {
		return result, "It needs Java 17, which is not installed.", nil
	}
	folder, err := os.MkdirTemp("", "landbank-suite-")
	if err != nil {
		return result, "", err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	jar, skipped := s.jar(ctx, folder)
	if skipped != "" {
		return result, skipped, nil
	}
	properties := filepath.Join(folder, "properties.xml")
	if err := os.WriteFile(properties, propertiesOf(s.settings(url)), 0o600); err != nil {
		return result, "", err
	}
	command := exec.CommandContext(ctx, java, "-jar", jar, "-o", folder, "-h", "false", properties)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	ran := command.Run() // what failed is in the results
	result, err = resultsIn(folder)
	result.title = s.title
	if err != nil {
		return result, "", fmt.Errorf("%s gave no results (%v): %w\n%s", s.title, ran, err, &said)
	}
	return result, "", nil
}

// jar finds the file of the suite.
func (s suite) jar(ctx context.Context, folder string) (path, skipped string) {
	if given := os.Getenv(s.given); given != "" {
		return given, ""
	}
	maven, err := exec.LookPath("mvn")
	if err != nil {
		return "", "Maven, which fetches it, is not installed; " + s.given + " can name its file."
	}
	command := exec.CommandContext(ctx, maven, "-B", "-q", "dependency:copy", "-Dartifact="+s.artifact, "-DoutputDirectory="+folder)
	command.Dir = folder
	if out, err := command.CombinedOutput(); err != nil {
		return "", "Maven cannot get " + s.artifact + " (" + firstError(string(out)) + "); " + s.given + " can name its file."
	}
	found, _ := filepath.Glob(filepath.Join(folder, "*.jar"))
	if len(found) != 1 {
		return "", "Maven did not give the file of " + s.artifact + "."
	}
	return found[0], ""
}

// firstError is the first line of what Maven says that is an error.
func firstError(text string) string {
	for line := range strings.Lines(text) {
		if _, says, ok := strings.Cut(line, "ERROR] "); ok {
			return strings.TrimSpace(says)
		}
	}
	return "it does not say why"
}

// propertiesOf writes a properties document of Java.
func propertiesOf(settings map[string]string) []byte {
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">` + "\n<properties>\n")
	for name, value := range settings {
		_, _ = fmt.Fprintf(&out, "<entry key=%q>%s</entry>\n", name, html.EscapeString(value))
	}
	out.WriteString("</properties>\n")
	return out.Bytes()
}

// resultsIn reads the results that TestNG wrote somewhere below a folder.
func resultsIn(folder string) (tally, error) {
	path := ""
	err := filepath.WalkDir(folder, func(at string, _ fs.DirEntry, err error) error {
		if filepath.Base(at) == "testng-results.xml" {
			path = at
		}
		return err
	})
	if err == nil && path == "" {
		err = errors.New("no testng-results.xml")
	}
	if err != nil {
		return tally{}, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return tally{}, err
	}
	return readResults(text)
}

// readResults counts the methods of a document of TestNG by their class; what prepares them is no test.
func readResults(text []byte) (tally, error) {
	var document struct {
		Classes []struct {
			Name    string `xml:"name,attr"`
			Methods []struct {
				Name    string `xml:"name,attr"`
				Status  string `xml:"status,attr"`
				Config  bool   `xml:"is-config,attr"`
				Message string `xml:"exception>message"`
			} `xml:"test-method"`
		} `xml:"suite>test>class"`
	}
	var out tally
	if err := xml.Unmarshal(text, &document); err != nil {
		return out, err
	}
	for _, class := range document.Classes {
		name := class.Name[strings.LastIndexByte(class.Name, '.')+1:]
		for _, m := range class.Methods {
			says := strings.TrimSpace(m.Message)
			switch {
			case m.Config && m.Status != "FAIL":
			case m.Status == "PASS":
				out.add(name, m.Name, nil, "")
			case m.Status == "SKIP":
				out.add(name, m.Name, nil, "skipped by the suite: "+says)
			default:
				out.add(name, m.Name, []string{says}, "")
			}
		}
	}
	if len(out.classes) == 0 {
		return out, errors.New("no test was run")
	}
	return out, nil
}
