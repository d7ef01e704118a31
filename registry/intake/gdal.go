package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// GDAL reads what we do not read ourselves, in a child process that may use so much and no more, sees an emptied
// environment and a folder of its own, and has the one driver that the file's content asks for. Why a process and
// not a library: docs/adr/0013-gdal-as-a-limited-child.md.

// withinLimits is the program of the shell that bounds itself before it becomes GDAL.
var withinLimits = fmt.Sprintf(`ulimit -v %d && ulimit -t %d && ulimit -f %d && ulimit -n %d && ulimit -c 0 && exec "$@"`,
	childMemoryKB, childSeconds, childFileBlocks, childFiles)

// gdalProgram finds one of GDAL's programs; the error is a *[NotARegister] that says how to get it.
func gdalProgram(name, what string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", &NotARegister{"this is " + what + ", which needs GDAL: install the package gdal-bin (sudo apt-get install gdal-bin) and import again"}
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", fmt.Errorf("find %s: %w", name, err)
	}
	return path, nil
}

// formatLine is a line of GDAL's list of formats: "  GPKG -raster,vector- (rw+vs): GeoPackage".
var formatLine = regexp.MustCompile(`(?m)^\s+(\S.*?) -[a-z, A-Z]+- \([a-z+]+\):`)

// gdalDrivers lists the drivers of the GDAL that is installed.
var gdalDrivers = sync.OnceValues(func() ([]string, error) {
	var names []string
	for _, program := range []string{"ogrinfo", "gdalinfo"} {
		path, err := gdalProgram(program, "a format of GIS programs")
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), childPatience)
		defer cancel()
		list := exec.CommandContext(ctx, path, "--formats")
		list.Env = append(childEnvironment(os.TempDir()), "OGR_SKIP=", "GDAL_SKIP=")
		text, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("ask %s for its formats: %w", program, err)
		}
		for _, found := range formatLine.FindAllStringSubmatch(string(text), -1) {
			names = append(names, found[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
})

// skipped names all drivers but those given, as GDAL's setting OGR_SKIP takes them. What is not there cannot be
// reached by any trick in a file: no web service, no database, no virtual file.
func skipped(keep ...string) (string, error) {
	all, err := gdalDrivers()
	if err != nil {
		return "", err
	}
	for _, name := range keep {
		if !slices.Contains(all, name) {
			return "", &NotARegister{"the GDAL that is installed has no driver " + name + "; import the file in another format"}
		}
	}
	others := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(keep, name) })
	return strings.Join(others, ","), nil
}

// passedOn are the only variables that a child gets from our own environment: where GDAL and PROJ have their tables,
// and where a GDAL that is not the system's has its libraries.
var passedOn = []string{"GDAL_DATA", "PROJ_DATA", "PROJ_LIB", "LD_LIBRARY_PATH"}

// childEnvironment is all that a child knows of the world outside its folder.
func childEnvironment(dir string) []string {
	const nowhere = "http://127.0.0.1:9"
	env := []string{"LC_ALL=C.UTF-8", "HOME=" + dir, "TMPDIR=" + dir, "CPL_TMPDIR=" + dir,
		"GDAL_CONFIG_FILE=/dev/null", "GDAL_DRIVER_PATH=disable", "OGR_DRIVER_PATH=disable", "GDAL_PAM_ENABLED=NO",
		"GDAL_NUM_THREADS=1", "GDAL_CACHEMAX=64", "CPL_DEBUG=OFF",
		"CPL_VSIL_CURL_ALLOWED_EXTENSIONS=none", "GDAL_HTTP_TIMEOUT=1", "GDAL_HTTP_CONNECTTIMEOUT=1", "GDAL_HTTP_MAX_RETRY=0",
		"GDAL_HTTP_PROXY=" + nowhere, "GDAL_HTTPS_PROXY=" + nowhere, "http_proxy=" + nowhere, "https_proxy=" + nowhere,
		"SPATIALITE_LOAD=NO", "OGR_SQLITE_LOAD_EXTENSIONS=", // whose virtual tables read any file
		"PROJ_NETWORK=OFF", "GML_DOWNLOAD_SCHEMA=NO", "GML_SKIP_RESOLVE_ELEMS=ALL", "GML_FIELDTYPES=ALWAYS_STRING",
		"LIBKML_RESOLVE_STYLE=NO", "OGR_XLS_HEADERS=DISABLE", "OGR_XLS_FIELD_TYPES=STRING",
		"OGR_ODS_HEADERS=DISABLE", "OGR_ODS_FIELD_TYPES=STRING"}
	for _, name := range passedOn {
		if value, set := os.LookupEnv(name); set {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// withoutNetwork gives the beginning of a command that runs in a network of its own with nobody in it, nothing where
// the system does not let us. The settings above keep the network out too; this is the second lock.
var withoutNetwork = sync.OnceValue(func() []string {
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		return nil
	}
	for _, way := range [][]string{{unshare, "--net", "--"}, {unshare, "--user", "--net", "--"}} {
		if exec.Command(way[0], append(slices.Clone(way[1:]), "/bin/true")...).Run() == nil {
			return way
		}
	}
	return nil
})

// limited makes the command of one run of GDAL: program, its arguments, the drivers that it may use, and the folder
// that is its own. The whole group of processes goes when the context ends.
func limited(ctx context.Context, dir, program, what string, drivers []string, args ...string) (*exec.Cmd, error) {
	path, err := gdalProgram(program, what)
	if err != nil {
		return nil, err
	}
	skip, err := skipped(drivers...)
	if err != nil {
		return nil, err
	}
	line := slices.Concat([]string{"-c", withinLimits, "sh"}, withoutNetwork(), []string{path}, args)
	child := exec.CommandContext(ctx, "/bin/sh", line...)
	child.Dir, child.Env = dir, append(childEnvironment(dir), "OGR_SKIP="+skip)
	child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	child.Cancel = func() error {
		err := syscall.Kill(-child.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
	return child, nil
}

// capped keeps the first bytes that are written to it and drops the others.
type capped struct {
	bytes.Buffer
	most    int
	dropped bool
}

// Write takes all that comes.
func (c *capped) Write(p []byte) (int, error) {
	room := max(c.most-c.Len(), 0)
	c.dropped = c.dropped || len(p) > room
	c.Buffer.Write(p[:min(room, len(p))])
	return len(p), nil
}

// complaint is the first error in what GDAL wrote on its error stream, without the paths of this machine; "" where
// it only warned.
func complaint(text, dir string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "Warning ") || line == "FAILURE:" {
			continue
		}
		if _, message, numbered := strings.Cut(line, ": "); numbered && strings.HasPrefix(line, "ERROR ") {
			line = message
		}
		return excerpt(strings.NewReplacer(dir+"/", "", os.TempDir(), "").Replace(line))
	}
	return ""
}

// ended says in one sentence why a run of GDAL failed.
func ended(ctx context.Context, err error, stderr, dir, what string) error {
	if ctx.Err() != nil {
		return &NotARegister{"GDAL gave nothing for minutes while it read " + what + "; the file may be damaged"}
	}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			return &NotARegister{fmt.Sprintf("GDAL was stopped (%v) while it read %s: it used more time or memory than an import may", status.Signal(), what)}
		}
	}
	said := complaint(stderr, dir)
	if strings.Contains(said, "bad_alloc") || strings.Contains(strings.ToLower(said), "memory") {
		return &NotARegister{"GDAL needs more memory to read " + what + " than an import may use; split the file"}
	}
	if said == "" {
		said = err.Error()
	}
	return &NotARegister{"GDAL cannot read " + what + " (" + said + ")"}
}
