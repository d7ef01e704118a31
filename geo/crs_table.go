package geo

import "fmt"

// known are the reference systems that registers of land are seen in. Areas of use and ranges of coordinates are
// those of the EPSG dataset, ranges rounded outwards to whole kilometres.
var known = append(listed, zones()...)

var listed = []CRS{
	{4326, "WGS 84", NewBBox(-180, -90, 180, 90), NewBBox(-180, -90, 180, 90)},
	{4258, "ETRS89", NewBBox(-16.1, 32.88, 40.18, 84.73), NewBBox(-16.1, 32.88, 40.18, 84.73)},
	{3857, "WGS 84 / Pseudo-Mercator", NewBBox(-180, -85.06, 180, 85.06), NewBBox(-20038000, -20049000, 20038000, 20049000)},
	{3035, "ETRS89-extended / LAEA Europe", NewBBox(-35.58, 24.6, 44.83, 84.73), NewBBox(-147000, 196000, 7825000, 6972000)},
	{3034, "ETRS89-extended / LCC Europe", NewBBox(-35.58, 24.6, 44.83, 84.73), NewBBox(-588000, -229000, 7601000, 6861000)},
	{27700, "OSGB36 / British National Grid", NewBBox(-9, 49.75, 2.01, 61.01), NewBBox(-105000, -17000, 689000, 1257000)},
	{2157, "IRENET95 / Irish Transverse Mercator", NewBBox(-10.56, 51.39, -5.34, 55.43), NewBBox(421000, 515000, 786000, 969000)},
	{2154, "RGF93 v1 / Lambert-93", NewBBox(-9.86, 41.15, 10.38, 51.56), NewBBox(-379000, 6005000, 1321000, 7236000)},
	{3942, "RGF93 v1 / CC42", NewBBox(-1.06, 41.31, 9.63, 43.07), NewBBox(1360000, 1123000, 2255000, 1340000)},
	{3943, "RGF93 v1 / CC43", NewBBox(-1.79, 42.33, 7.65, 44.01), NewBBox(1305000, 2125000, 2084000, 2324000)},
	{3944, "RGF93 v1 / CC44", NewBBox(-1.79, 42.92, 7.71, 45), NewBBox(1309000, 3080000, 2085000, 3323000)},
	{3945, "RGF93 v1 / CC45", NewBBox(-1.46, 44, 7.71, 46), NewBBox(1342000, 4088000, 2078000, 4322000)},
	{3946, "RGF93 v1 / CC46", NewBBox(-2.21, 45, 7.16, 47), NewBBox(1289000, 5088000, 2028000, 5325000)},
	{3947, "RGF93 v1 / CC47", NewBBox(-4.77, 46, 7.63, 48), NewBBox(1099000, 6088000, 2059000, 6340000)},
	{3948, "RGF93 v1 / CC48", NewBBox(-4.87, 47, 8.23, 49), NewBBox(1102000, 7088000, 2098000, 7341000)},
	{3949, "RGF93 v1 / CC49", NewBBox(-4.87, 48, 8.23, 50), NewBBox(1113000, 8088000, 2091000, 8341000)},
	{3950, "RGF93 v1 / CC50", NewBBox(-2.03, 49, 8.08, 51.14), NewBBox(1332000, 9088000, 2072000, 9339000)},
	{5490, "RGAF09 / UTM zone 20N", NewBBox(-63.66, 14.08, -60, 18.31), NewBBox(428000, 1556000, 824000, 2028000)},
	{2972, "RGFG95 / UTM zone 22N", NewBBox(-54, 2.17, -49.45, 8.88), NewBBox(166000, 239000, 673000, 983000)},
	{2975, "RGR92 / UTM zone 40S", NewBBox(54, -24.72, 58.24, -18.28), NewBBox(182000, 7262000, 632000, 7979000)},
	{4471, "RGM04 / UTM zone 38S", NewBBox(43.68, -14.49, 46.7, -11.33), NewBBox(355000, 8397000, 686000, 8748000)},
	{2180, "ETRF2000-PL / CS92", NewBBox(14.14, 49, 24.15, 55.93), NewBBox(144000, 125000, 877000, 909000)},
	{5514, "S-JTSK / Krovak East North", NewBBox(12.09, 47.73, 22.56, 51.06), NewBBox(-952000, -1354000, -159000, -911000)},
	{3059, "LKS92 / Latvia TM", NewBBox(19.06, 55.67, 28.24, 58.09), NewBBox(189000, 169000, 767000, 450000)},
	{3812, "ETRS89 / Belgian Lambert 2008", NewBBox(2.5, 49.5, 6.4, 51.51), NewBBox(514000, 520000, 798000, 747000)},
	{31370, "BD72 / Belgian Lambert 72", NewBBox(2.5, 49.5, 6.4, 51.51), NewBBox(14000, 20000, 298000, 247000)},
	{28992, "Amersfoort / RD New", NewBBox(3.2, 50.75, 7.22, 53.7), NewBBox(0, 306000, 285000, 638000)},
	{3067, "ETRS89 / TM35FIN(E,N)", NewBBox(19.08, 58.84, 31.59, 70.09), NewBBox(43000, 6522000, 765000, 7796000)},
	{26986, "NAD83 / Massachusetts Mainland", NewBBox(-73.5, 41.46, -69.86, 42.89), NewBBox(32000, 801000, 338000, 962000)},
	{5562, "UCS-2000 / Gauss-Kruger zone 4", NewBBox(22.15, 47.95, 24, 51.66), NewBBox(4579000, 5313000, 4725000, 5730000)},
	{5563, "UCS-2000 / Gauss-Kruger zone 5", NewBBox(24, 45.1, 30, 51.96), NewBBox(5263000, 4996000, 5737000, 5764000)},
	{5564, "UCS-2000 / Gauss-Kruger zone 6", NewBBox(30, 43.18, 36, 52.38), NewBBox(6256000, 4782000, 6745000, 5810000)},
	{5565, "UCS-2000 / Gauss-Kruger zone 7", NewBBox(36, 43.43, 40.18, 50.44), NewBBox(7257000, 4810000, 7596000, 5595000)},
	{5566, "UCS-2000 / Gauss-Kruger CM 21E", NewBBox(22.15, 47.95, 24, 51.66), NewBBox(579000, 5313000, 725000, 5730000)},
	{5567, "UCS-2000 / Gauss-Kruger CM 27E", NewBBox(24, 45.1, 30, 51.96), NewBBox(263000, 4996000, 737000, 5764000)},
	{5568, "UCS-2000 / Gauss-Kruger CM 33E", NewBBox(30, 43.18, 36, 52.38), NewBBox(256000, 4782000, 745000, 5810000)},
	{5569, "UCS-2000 / Gauss-Kruger CM 39E", NewBBox(36, 43.43, 40.18, 50.44), NewBBox(257000, 4810000, 596000, 5595000)},
	{6381, "UCS-2000 / Ukraine TM zone 7", NewBBox(22.15, 48.24, 22.5, 48.98), NewBBox(384000, 5345000, 412000, 5429000)},
	{6382, "UCS-2000 / Ukraine TM zone 8", NewBBox(22.5, 47.71, 25.5, 51.96), NewBBox(187000, 5286000, 413000, 5761000)},
	{6383, "UCS-2000 / Ukraine TM zone 9", NewBBox(25.5, 45.26, 28.5, 51.94), NewBBox(182000, 5013000, 418000, 5758000)},
	{6384, "UCS-2000 / Ukraine TM zone 10", NewBBox(28.5, 43.42, 31.5, 52.12), NewBBox(178000, 4809000, 422000, 5778000)},
	{6385, "UCS-2000 / Ukraine TM zone 11", NewBBox(31.5, 43.18, 34.5, 52.38), NewBBox(178000, 4782000, 423000, 5807000)},
	{6386, "UCS-2000 / Ukraine TM zone 12", NewBBox(34.5, 43.24, 37.5, 51.25), NewBBox(178000, 4789000, 422000, 5682000)},
	{6387, "UCS-2000 / Ukraine TM zone 13", NewBBox(37.5, 46.77, 40.18, 50.39), NewBBox(185000, 5181000, 391000, 5586000)},
	{7825, "Pulkovo 1942 / CS63 zone X1", NewBBox(22.15, 47.71, 25.01, 51.92), NewBBox(1198000, 5277000, 1414000, 5747000)},
	{7826, "Pulkovo 1942 / CS63 zone X2", NewBBox(25, 47.72, 28.01, 51.96), NewBBox(2187000, 5278000, 2414000, 5751000)},
	{7827, "Pulkovo 1942 / CS63 zone X3", NewBBox(28, 45.18, 31.01, 52.09), NewBBox(3182000, 4995000, 3419000, 5766000)},
	{7828, "Pulkovo 1942 / CS63 zone X4", NewBBox(31, 44.32, 34.01, 52.38), NewBBox(4180000, 4900000, 4421000, 5798000)},
	{7829, "Pulkovo 1942 / CS63 zone X5", NewBBox(34, 44.33, 37.01, 52.25), NewBBox(5180000, 4901000, 5421000, 5784000)},
	{7830, "Pulkovo 1942 / CS63 zone X6", NewBBox(37, 46.8, 40.01, 50.44), NewBBox(6185000, 5175000, 6416000, 5582000)},
	{7831, "Pulkovo 1942 / CS63 zone X7", NewBBox(40, 48.8, 40.18, 49.62), NewBBox(7189000, 5399000, 7205000, 5491000)},
}

// zones are the families that follow a formula: UTM on WGS 84 and on ETRS89, Gauss-Kruger on Pulkovo 1942.
func zones() []CRS {
	var all []CRS
	for zone := 1; zone <= 60; zone++ {
		west := float64(zone)*6 - 186
		all = append(all,
			CRS{32600 + zone, fmt.Sprintf("WGS 84 / UTM zone %dN", zone),
				NewBBox(west, 0, west+6, 84), NewBBox(166000, 0, 834000, 9330000)},
			CRS{32700 + zone, fmt.Sprintf("WGS 84 / UTM zone %dS", zone),
				NewBBox(west, -80, west+6, 0), NewBBox(166000, 1116000, 834000, 10000000)})
	}
	for zone := 28; zone <= 38; zone++ {
		west := float64(zone)*6 - 186
		all = append(all, CRS{25800 + zone, fmt.Sprintf("ETRS89 / UTM zone %dN", zone),
			NewBBox(west, 34, west+6, 84), NewBBox(220000, 3764000, 780000, 9330000)})
	}
	for zone := 4; zone <= 32; zone++ {
		west := float64(zone-1) * 6
		if west >= 180 {
			west -= 360
		}
		million := float64(zone) * 1e6
		all = append(all, CRS{28400 + zone, fmt.Sprintf("Pulkovo 1942 / Gauss-Kruger zone %d", zone),
			NewBBox(west, 35, west+6, 82), NewBBox(million+226000, 3876000, million+774000, 9110000)})
	}
	return all
}
