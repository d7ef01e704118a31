// Package qgis proves that QGIS reads and edits the registry as it comes, with
// no plug-in: a QGIS without a screen does what its user would do, and the test
// looks at what became of it on the registry's side.
//
// Its tests have the build tag conformance and need QGIS, which is 2 GB, so they
// are no part of the tests of every change: `make conformance-qgis` runs them.
// LANDBANK_QGIS names the Python that can import qgis, with words before it if
// need be; without it the machine's own python3 is tried. make-chroot.sh puts a
// QGIS that is new enough (3.26) into a folder of a Debian that is older.
package qgis
