package registry

import "math"

// network is one utility that investors filter by.
type network struct {
	name, prefix string // code of the network, prefix of its field names
	label        Text
	capacity     string // name of the capacity field, "" where none is asked
	unit         string
	display      *Display
	capLabel     Text
}

var networks = []network{
	{"electricity", "power", text("Електрика", "Electricity", "Электричество"), "power_kw", "kW", megawatt,
		text("Вільна потужність", "Power available", "Свободная мощность")},
	{"gas", "gas", text("Газ", "Gas", "Газ"), "gas_m3_h", "m3/h", nil,
		text("Вільний газ", "Gas available", "Свободный газ")},
	{"water_potable", "water", text("Питна вода", "Drinking water", "Питьевая вода"), "water_m3_d", "m3/d", nil,
		text("Вільна питна вода", "Drinking water available", "Свободная питьевая вода")},
	{"water_technical", "process_water", text("Технічна вода", "Process water", "Техническая вода"), "process_water_m3_d", "m3/d", nil,
		text("Вільна технічна вода", "Process water available", "Свободная техническая вода")},
	{"sewage", "sewage", text("Каналізація", "Sewage", "Канализация"), "sewage_m3_d", "m3/d", nil,
		text("Вільна потужність каналізації", "Sewage capacity available", "Свободная мощность канализации")},
	{"heat", "heat", text("Тепло", "Heat", "Тепло"), "heat_kw", "kW", megawatt,
		text("Вільне тепло", "Heat available", "Свободное тепло")},
	{"fibre", "fibre", text("Оптоволокно", "Fibre", "Оптоволокно"), "", "", nil, nil},
	{"stormwater", "stormwater", text("Дощова каналізація", "Stormwater drain", "Ливневая канализация"), "", "", nil, nil},
}

func join(a Text, uk, en, ru string) Text {
	return text(a["uk"]+uk, a["en"]+en, a["ru"]+ru)
}

// utilityFields derives the fields of each network: its state, the distance
// to the connection point, and the available capacity.
func utilityFields() []Field {
	var fields []Field
	for _, n := range networks {
		fields = append(fields, Field{Name: n.prefix + "_state", Type: TypeCode, Codes: "utility_state", Group: "utilities", Joint: JointAny,
			Use: Filter | Facet | Weight, Clock: "utilities", Label: join(n.label, ": стан", ": state", ": состояние"),
			Standard: "UA 835 utilitiesAvailable; CNIG reseau_*",
			value: func(r *Record) any {
				if u := r.utility(n.name); u != nil {
					return str(u.State)
				}
				return nil
			}})
		fields = append(fields, Field{Name: "dist_" + n.prefix + "_m", Type: TypeNumber, Unit: "m", Display: kilos, Group: "utilities", Joint: JointAny,
			Use: Filter | Sort | Weight, Clock: "utilities",
			Label:    join(n.label, ": до точки приєднання", ": distance to connection", ": до точки присоединения"),
			Standard: "PAIH site check list",
			value:    func(r *Record) any { return r.utility(n.name).distance() }})
		if n.capacity != "" {
			fields = append(fields, Field{Name: n.capacity, Type: TypeNumber, Unit: n.unit, Display: n.display, Group: "utilities", Joint: JointAny,
				Use: Filter | Sort | Weight, Clock: "utilities", Label: n.capLabel, Standard: "PAIH site check list",
				value: func(r *Record) any { return r.utility(n.name).capacity() }})
		}
	}
	return append(fields, Field{Name: "power_kv", Type: TypeNumber, Unit: "kV", Group: "utilities", Joint: JointAny, Use: Filter | Sort,
		Clock: "utilities", Label: text("Напруга в точці приєднання", "Voltage at the connection", "Напряжение в точке присоединения"),
		Standard: "PAIH site check list",
		value: func(r *Record) any {
			if u := r.utility("electricity"); u != nil {
				return num(u.VoltageKV)
			}
			return nil
		}})
}

// capacity is what can be drawn; 0 where it was checked that there is no
// network.
func (u *Utility) capacity() any {
	switch {
	case u == nil:
		return nil
	case u.State == "none":
		return 0.0
	default:
		return num(u.CapacityAvailable)
	}
}

// distance is how far the connection point is; +Inf where there is none.
func (u *Utility) distance() any {
	switch {
	case u == nil:
		return nil
	case u.DistanceM != nil:
		return num(u.DistanceM)
	case u.State == "on_site":
		return 0.0
	case u.State == "none":
		return math.Inf(1)
	default:
		return nil
	}
}

// mode is one means of transport that investors filter by.
type mode struct {
	code  string
	label Text
	std   string
}

var modes = []mode{
	{"motorway_junction", text("До з'їзду на автомагістраль", "To a motorway junction", "До съезда на автомагистраль"), "CNIG autoroute_echang_dist"},
	{"national_road", text("До національної дороги", "To a national road", "До национальной дороги"), "PAIH site check list"},
	{"rail_siding", text("До під'їзної колії", "To a rail siding", "До подъездного пути"), "PAIH site check list"},
	{"freight_station", text("До вантажної станції", "To a freight station", "До грузовой станции"), "CNIG gare_fret_dist"},
	{"passenger_station", text("До пасажирської станції", "To a passenger station", "До пассажирской станции"), "CNIG gare_dist"},
	{"sea_port", text("До морського порту", "To a sea port", "До морского порта"), "CNIG port_dist"},
	{"river_port", text("До річкового порту", "To a river port", "До речного порта"), "CNIG port_dist"},
	{"airport", text("До аеропорту", "To an airport", "До аэропорта"), "CNIG aeroport_dist"},
	{"border_crossing", text("До прикордонного переходу", "To a border crossing", "До пограничного перехода"), "Landbank"},
	{"public_transport", text("До зупинки транспорту", "To public transport", "До остановки транспорта"), "CNIG desserte_tc"},
	{"city_centre", text("До центру міста", "To the city centre", "До центра города"), "Landbank"},
}

// accessFields derives one distance field per mode.
func accessFields() []Field {
	var fields []Field
	for _, m := range modes {
		fields = append(fields, Field{Name: "dist_" + m.code + "_m", Type: TypeNumber, Unit: "m", Display: kilos, Group: "access", Joint: JointAny,
			Use: Filter | Sort | Weight, Clock: "planning", Label: m.label, Standard: m.std,
			Help:  text("Дорогою, якщо відомо; інакше по прямій.", "By road where known; else in a straight line.", "По дороге, если известно; иначе по прямой."),
			value: func(r *Record) any { return r.distance(m.code) }})
	}
	return append(fields,
		Field{Name: "siding_state", Type: TypeCode, Codes: "siding_state", Group: "access", Joint: JointAny, Use: Filter | Facet | Weight, Clock: "planning",
			Label: text("Стан під'їзної колії", "State of the siding", "Состояние подъездного пути"), Standard: "Mutafriches distanceIte",
			value: func(r *Record) any {
				if a := r.access("rail_siding"); a != nil {
					return str(a.SidingState)
				}
				return nil
			}},
		Field{Name: "road_quality", Type: TypeCode, Codes: "access_quality", Group: "access", Joint: JointAny, Use: Filter | Facet | Weight, Clock: "planning",
			Label: text("Під'їзна дорога", "Access road", "Подъездная дорога"), Standard: "CNIG desserte_commentaire; Mutafriches",
			value: func(r *Record) any {
				if a := r.access("local_road"); a != nil {
					return str(a.Quality)
				}
				return nil
			}})
}
