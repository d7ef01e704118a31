// Package intake reads registers of land: it finds out what a file is, streams its rows, and maps each row to a
// [registry.Record] with its outline or point and the findings of the rules on it.
//
// [Open] decides everything by content, never by the file's name: packing, format, encoding, separator, the line
// of the header, the mapping profile and the reference system of the coordinates. What it decided is told by
// [File.Recognised], so that nobody has to guess what was guessed. After that a [File] is a [registry.Rows]: rows
// come in the order of the file, one at a time, in memory that does not grow with the file.
//
// The shape of the code follows the way of a row. A table (csv.go, geojson.go, xlsx.go) gives rows of named
// cells; a profile (profile_*.go) is data that says which column feeds which member of the record, with small
// functions where a register has habits of its own; a mapping does it for one row and notes what it finds.
//
// A fault of identity or location is an error, which rejects the row. A fault of any other value leaves the
// member unknown and keeps what the file said in a warning. A repair is proposed, and made only where the caller
// accepted its rule beforehand.
package intake
