package intake

import "time"

// Bounds of what one import may take, all of them in this place; docs/import.md lists them for operators. Beyond
// them a file is refused in one sentence. Nothing here depends on how much memory the machine has.
const (
	// maxFile is the most bytes of a file as it comes, packed or not.
	maxFile = 4 << 30
	// maxSpooled is the most bytes of a file packed with gzip that are unpacked to disk, for formats that cannot be
	// read from a stream.
	maxSpooled = 4 << 30

	// Of a zip archive: its members, what they unpack to in all, and how many times smaller a member of more than
	// maxEasyMember bytes may be packed than it is. A table padded with spaces reaches some hundreds.
	maxMembers    = 10_000
	maxUnpacked   = 8 << 30
	maxRatio      = 500
	maxEasyMember = 16 << 20
	// maxCandidates is the most registers in one archive that are looked into to choose one.
	maxCandidates = 100

	// maxRow is the most bytes of one row or feature, and with it of one cell.
	maxRow = 64 << 20
	// maxProperties is the most columns, or different properties that the features of a file may have: their names
	// are kept.
	maxProperties = 5000
	// longestQuote is the most bytes between quotes; behind that the quote is taken as a stray one.
	longestQuote = 32 << 20
	// maxTerritoryVertices is the most positions in the outline of one territory: coasts are long. Sites have the
	// bound of geo.Parser.
	maxTerritoryVertices = 5_000_000

	// Bounds of a workbook: it is held in memory packed, and parts of it are unpacked to files.
	maxWorkbook       = 128 << 20
	maxWorkbookPlain  = 4 << 30
	maxWorkbookMemory = 16 << 20

	// maxTree is the most bytes of a format that GDAL builds a tree of in memory before it gives the first row.
	maxTree = 150 << 20
	// maxDrawingTexts is the most texts of a drawing that are kept to be found within its outlines.
	maxDrawingTexts = 500_000
	// maxOutlines is the most outlines that a table can be joined with: their ids are kept.
	maxOutlines = 5_000_000
)

// Bounds of one run of GDAL. Its processor time bounds the run as a whole; the wall clock bounds only how long we
// wait for it, because it waits for us when the rows go in slowly.
const (
	childMemoryKB   = 2_000_000
	childSeconds    = 900
	childFileBlocks = 8_000_000 // of 512 bytes: what converting a workbook writes
	childFiles      = 256
	childPatience   = 2 * time.Minute
	childListing    = 10 * time.Minute // what counting the features of a large file takes on a slow machine
)
