package geo

// NorthFirst reports whether the authority of a reference system writes north
// before east: latitude before longitude, or northing before easting. Databases
// and most files write x first whatever the authority says; interfaces that name
// systems by their address do as the authority does.
func NorthFirst(srid int) bool {
	switch {
	case srid == WGS84, srid == 4258, srid == 3034, srid == 3035, srid == 2180, srid == 3059:
		return true
	case srid >= 5562 && srid <= 5569, srid >= 6381 && srid <= 6387, srid >= 7825 && srid <= 7831: // grids of Ukraine
		return true
	}
	return srid >= 28404 && srid <= 28432 // Gauss-Kruger on Pulkovo 1942
}
