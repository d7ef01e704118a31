// Package web holds the built web interface: the investor map and the
// passport page of a site.
package web

import (
	"embed"
	"io/fs"
)

// The pattern takes dist when it has been built, and always dist_unbuilt, so
// that the Go code compiles before the web interface does.
//
//go:embed all:dist*
var built embed.FS

// FS gives the files to serve, with index.html at the root and everything
// else below assets. Before the web interface has been built it holds one
// page that says so.
func FS() fs.FS {
	if files, err := fs.Sub(built, "dist"); err == nil {
		if _, err := fs.Stat(files, "index.html"); err == nil {
			return files
		}
	}
	files, err := fs.Sub(built, "dist_unbuilt")
	if err != nil {
		panic(err) // the folder is embedded above; only a typing error can get here
	}
	return files
}

// Built reports whether FS gives the web interface itself.
func Built() bool {
	_, err := fs.Stat(built, "dist/index.html")
	return err == nil
}
