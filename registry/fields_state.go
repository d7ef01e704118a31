package registry

var planningFields = []Field{
	{Name: "zoning", Type: TypeText, Group: "planning", Use: Filter | Facet, Clock: "planning",
		Label: text("Функціональна зона", "Planning zone", "Функциональная зона"), Standard: "CNIG Friches urba_zone_type",
		value: func(r *Record) any { return str(r.Planning.ZoneCode) }},
	{Name: "permission_status", Type: TypeCode, Codes: "permission_status", Group: "planning", Use: Filter | Facet, Clock: "planning",
		Label: text("Дозвіл на забудову", "Planning permission", "Разрешение на застройку"), Standard: "England PlanningStatus",
		value: func(r *Record) any { return str(r.Planning.PermissionStatus) }},
	{Name: "permission_type", Type: TypeCode, Codes: "permission_type", Group: "planning", Use: Filter | Facet, Clock: "planning",
		Label: text("Вид дозволу", "Type of permission", "Вид разрешения"), Standard: "England PermissionType",
		value: func(r *Record) any { return str(r.Planning.PermissionType) }},
	{Name: "permission_on", Type: TypeDate, Group: "planning", Use: Filter | Sort, Clock: "planning",
		Label: text("Дата дозволу", "Date of permission", "Дата разрешения"), Standard: "England PermissionDate",
		value: func(r *Record) any { return day(r.Planning.PermissionOn) }},
	{Name: "max_height_m", Type: TypeNumber, Unit: "m", Group: "planning", Use: Filter | Sort, Clock: "planning",
		Label: text("Гранична висота", "Maximum height", "Предельная высота"),
		value: func(r *Record) any { return num(r.Planning.MaxHeightM) }},
	{Name: "max_coverage_pct", Type: TypeNumber, Unit: "%", Group: "planning", Use: Filter | Sort, Clock: "planning",
		Label: text("Гранична забудова", "Maximum coverage", "Предельная застройка"),
		value: func(r *Record) any { return num(r.Planning.MaxCoveragePct) }},
	{Name: "hazard_class_max", Type: TypeCode, Codes: "hazard_class", Group: "planning", Use: Filter | Facet, Clock: "planning",
		Label: text("Найвищий клас небезпеки", "Highest hazard class", "Высший класс опасности"), Standard: "ДСП 173-96",
		value: func(r *Record) any { return str(r.Planning.HazardClassMax) }},
	{Name: "restrictions", Type: TypeCodes, Codes: "restriction", Group: "planning", Use: Filter | Facet, Clock: "planning",
		Label: text("Обмеження", "Restrictions", "Ограничения"), Standard: "CNIG; England HazardousSubstances",
		value: func(r *Record) any { return list(r.Planning.Restrictions) }},
}

var buildingFields = []Field{
	{Name: "building_count", Type: TypeInteger, Group: "buildings", Use: Filter | Sort,
		Label: text("Кількість будівель", "Number of buildings", "Количество зданий"), Standard: "CNIG Friches bati_nombre",
		value: func(r *Record) any { return r.buildingCount() }},
	{Name: "floor_area_m2", Type: TypeNumber, Unit: "m2", Group: "buildings", Use: Filter | Sort | Weight, Joint: JointSum,
		Label: text("Площа будівель", "Floor area", "Площадь зданий"), Standard: "CNIG Friches bati_surface; UA 835 buildings",
		value: func(r *Record) any { return total(r.Buildings, func(b *Building) *float64 { return b.FloorAreaM2 }) }},
	{Name: "clear_height_m", Type: TypeNumber, Unit: "m", Group: "buildings", Use: Filter | Sort | Weight,
		Label: text("Найбільша висота приміщень", "Greatest clear height", "Наибольшая высота помещений"), Standard: "site-selection check lists",
		value: func(r *Record) any {
			return extreme(r.Buildings, 1, func(b *Building) *float64 { return b.ClearHeightM })
		}},
	{Name: "crane_t", Type: TypeNumber, Unit: "t", Group: "buildings", Use: Filter | Sort,
		Label: text("Кран", "Crane", "Кран"), Standard: "site-selection check lists",
		value: func(r *Record) any { return extreme(r.Buildings, 1, func(b *Building) *float64 { return b.CraneT }) }},
	{Name: "building_condition", Type: TypeCode, Codes: "building_condition", Group: "buildings", Use: Filter | Facet | Weight,
		Label: text("Стан будівель", "Condition of buildings", "Состояние зданий"), Standard: "CNIG Friches bati_etat",
		value: func(r *Record) any { return agreed(r.Buildings, func(b *Building) string { return b.Condition }) }},
	{Name: "building_vacancy", Type: TypeCode, Codes: "building_vacancy", Group: "buildings", Use: Filter | Facet,
		Label: text("Вакантність будівель", "Vacancy of buildings", "Вакантность зданий"), Standard: "CNIG Friches bati_vacance",
		value: func(r *Record) any { return agreed(r.Buildings, func(b *Building) string { return b.Vacancy }) }},
	{Name: "heritage", Type: TypeCodes, Codes: "heritage", Group: "buildings", Use: Filter | Facet,
		Label: text("Культурна спадщина", "Heritage", "Культурное наследие"), Standard: "CNIG Friches bati_patrimoine",
		value: func(r *Record) any { return distinct(r.Buildings, func(b *Building) string { return b.Heritage }) }},
}

func (r *Record) buildingCount() any {
	if len(r.Buildings) == 0 {
		return nil
	}
	count := 0
	for i := range r.Buildings {
		if c := r.Buildings[i].Count; c != nil {
			count += *c
		} else {
			count++
		}
	}
	return int64(count)
}

var mediaFields = []Field{
	{Name: "photo_count", Type: TypeInteger, Group: "readiness", Use: Filter | Sort,
		Label: text("Кількість фото", "Number of photos", "Количество фото"), Standard: "Landbank",
		Help:  text("Скільки фото ділянки показано всім.", "How many photos of the site everybody can see.", "Сколько фото участка видно всем."),
		value: (*Record).photos},
	{Name: "document_count", Type: TypeInteger, Group: "readiness", Use: Filter | Sort,
		Label: text("Кількість документів", "Number of documents", "Количество документов"), Standard: "Landbank",
		Help:  text("Скільки документів ділянки відкрито для всіх.", "How many documents of the site are open to everybody.", "Сколько документов участка открыто для всех."),
		value: (*Record).documents},
}

var environmentFields = []Field{
	{Name: "contamination", Type: TypeCode, Codes: "contamination", Group: "environment", Use: Filter | Facet | Weight, Clock: "environment",
		Label: text("Забруднення ґрунту", "Soil contamination", "Загрязнение почвы"), Standard: "CNIG Friches sol_pollution_existe",
		value: func(r *Record) any { return str(r.Environment.Contamination) }},
	{Name: "contaminants", Type: TypeCodes, Codes: "contaminant", Group: "environment", Use: Filter | Facet, Clock: "environment",
		Label: text("Забруднювачі", "Contaminants", "Загрязнители"), Standard: "Mutafriches; US EPA ACRES",
		value: func(r *Record) any { return list(r.Environment.Contaminants) }},
	{Name: "hazardous_substances", Type: TypeBoolean, Group: "environment", Use: Filter | Facet, Clock: "environment",
		Label: text("Небезпечні речовини", "Hazardous substances", "Опасные вещества"), Standard: "England HazardousSubstances",
		value: func(r *Record) any { return boolean(r.Environment.Hazardous) }},
	{Name: "nature_zone", Type: TypeCode, Codes: "nature_zone", Group: "environment", Use: Filter | Facet | Weight, Clock: "environment",
		Label: text("Природоохоронна зона", "Nature protection", "Природоохранная зона"), Standard: "Mutafriches",
		value: func(r *Record) any { return str(r.Environment.NatureZone) }},
	{Name: "flood_zone", Type: TypeCode, Codes: "flood_zone", Group: "environment", Use: Filter | Facet | Weight, Clock: "environment",
		Label: text("Затоплення", "Flood risk", "Затопление"), Standard: "Mutafriches; US certified sites",
		value: func(r *Record) any { return str(r.Land.FloodZone) }},
	{Name: "slope_pct", Type: TypeNumber, Unit: "%", Group: "environment", Use: Filter | Sort | Weight, Clock: "environment",
		Label: text("Середній ухил", "Mean slope", "Средний уклон"), Standard: "PAIH site check list",
		value: func(r *Record) any { return num(r.Land.SlopePct) }},
	{Name: "elevation_m", Type: TypeNumber, Unit: "m", Group: "environment", Use: Filter | Sort,
		Label: text("Висота над рівнем моря", "Elevation", "Высота над уровнем моря"),
		value: func(r *Record) any { return num(r.Land.ElevationM) }},
	{Name: "groundwater_depth_m", Type: TypeNumber, Unit: "m", Group: "environment", Use: Filter | Sort | Weight, Clock: "environment",
		Label: text("Глибина ґрунтових вод", "Depth of groundwater", "Глубина грунтовых вод"), Standard: "PAIH site check list",
		value: func(r *Record) any { return num(r.Land.GroundwaterM) }},
	{Name: "geotechnical_survey", Type: TypeBoolean, Group: "environment", Use: Filter | Facet,
		Label: text("Геологічні вишукування", "Geotechnical survey", "Геологические изыскания"), Standard: "US certified sites",
		value: func(r *Record) any { return boolean(r.Land.GeotechDone) }},
}
