package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const results = `<testng-results><suite name="s"><test name="Core"><class name="org.example.LandingPage">
	<test-method name="before" status="PASS" is-config="true"/><test-method name="root" status="PASS"/>
	<test-method name="links" status="FAIL"><exception class="E"><message><![CDATA[ no link ]]></message></exception></test-method>
	</class></test><test name="CRS"><class name="org.example.Crs"><test-method name="list" status="SKIP"/></class></test></suite></testng-results>`

// The program of a suite is asked with the address of the service, and what it
// writes is counted. A shell stands for Java.
func TestSuiteIsRunAndCounted(t *testing.T) {
	folder := t.TempDir()
	script := "#!/bin/sh\nmkdir \"$4/testng\"\ncat > \"$4/testng/testng-results.xml\" <<'END'\n" + results + "\nEND\nexit 1\n"
	if err := os.WriteFile(filepath.Join(folder, "java"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+":/usr/bin:/bin")
	t.Setenv("LANDBANK_ETS_FEATURES", "features.jar")
	got, skipped, err := suites[0].run(t.Context(), "http://127.0.0.1:1/ogc?a&b")
	if err != nil || skipped != "" {
		t.Fatal(err, skipped)
	}
	if *got.counts["LandingPage"] != [3]int{1, 1, 0} || *got.counts["Crs"] != [3]int{0, 0, 1} {
		t.Errorf("%v %v", got.counts["LandingPage"], got.counts["Crs"])
	}
	if failed := got.print(); failed != 1 || !strings.Contains(strings.Join(got.notes, "\n"), "FAILED LandingPage/links: no link") {
		t.Errorf("%d failed: %q", failed, got.notes)
	}
	if text := string(propertiesOf(suites[0].settings("http://127.0.0.1:1/ogc?a&b"))); !strings.Contains(text, `<entry key="iut">http://127.0.0.1:1/ogc?a&amp;b</entry>`) {
		t.Error(text)
	}
}

// Where Java or Maven is missing, it is said.
func TestSuiteSaysWhyItIsSkipped(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	if _, skipped, err := suites[0].run(t.Context(), "http://127.0.0.1:1"); err != nil || !strings.Contains(skipped, "Java 17") {
		t.Errorf("%q %v", skipped, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "java"), []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, skipped, err := suites[1].run(t.Context(), "http://127.0.0.1:1"); err != nil || !strings.Contains(skipped, "LANDBANK_ETS_TILES") {
		t.Errorf("%q %v", skipped, err)
	}
	// Results without a test are no success.
	if _, err := readResults([]byte(`<testng-results/>`)); err == nil {
		t.Error("nothing was run, and nothing is said")
	}
}
