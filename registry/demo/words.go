package demo

import "landbank/registry"

// former is what stood on a brownfield: its name and its code of former use.
type former struct {
	code  string
	names registry.Text
}

var formers = []former{
	{"industrial", name("Цех машинобудівного заводу", "Engineering works hall", "Цех машиностроительного завода")},
	{"industrial", name("Ливарний двір", "Foundry yard", "Литейный двор")},
	{"logistics", name("Гуртова база", "Wholesale depot", "Оптовая база")},
	{"quarry_mine", name("Промисловий майданчик шахти", "Pithead of a mine", "Промплощадка шахты")},
	{"agro_industrial", name("Консервний завод", "Cannery", "Консервный завод")},
	{"railway", name("Вагонне депо", "Wagon depot", "Вагонное депо")},
	{"leisure_tourism_hotel", name("Пансіонат", "Guest house", "Пансионат")},
	{"education", name("Професійне училище", "Vocational school", "Профессиональное училище")},
	{"industrial", name("Завод залізобетонних виробів", "Precast concrete plant", "Завод железобетонных изделий")},
	{"port", name("Рибопереробний цех у порту", "Fish processing hall in the port", "Рыбоперерабатывающий цех в порту")},
}

var quarters = []registry.Text{
	name("Північна промзона", "North industrial district", "Северная промзона"),
	name("Східна промзона", "East industrial district", "Восточная промзона"),
	name("вул. Заводська", "Zavodska Street", "ул. Заводская"),
	name("вул. Привокзальна", "Station Street", "ул. Привокзальная"),
	name("вул. Об'їзна", "Ring Road", "ул. Объездная"),
	name("Стара Слобода", "Old Sloboda", "Старая Слобода"),
	name("Нове Поле", "New Field", "Новое Поле"),
	name("вул. Шахтарська", "Miners' Street", "ул. Шахтёрская"),
	name("Зарічний", "Beyond the River", "Заречный"),
	name("вул. Складська", "Warehouse Street", "ул. Складская"),
	name("Лісова", "Forest Side", "Лесная"),
	name("вул. Енергетиків", "Power Workers' Street", "ул. Энергетиков"),
}

var kindNames = map[string]registry.Text{
	"free_land":            name("Вільна земля", "Free land", "Свободная земля"),
	"building":             name("Виробнича будівля", "Production building", "Производственное здание"),
	"industrial_park_plot": name("Ділянка індустріального парку", "Industrial park plot", "Участок индустриального парка"),
}

var summaries = map[string]registry.Text{
	"free_land": name("Рівна незабудована ділянка з під'їздом. Вигадані демонстраційні дані.",
		"Level land without buildings, with a road to it. Invented demonstration data.",
		"Ровный незастроенный участок с подъездом. Вымышленные демонстрационные данные."),
	"brownfield": name("Колишній промисловий майданчик, частину споруд можна використати. Вигадані демонстраційні дані.",
		"Former works; some of the buildings can be used again. Invented demonstration data.",
		"Бывшая промплощадка, часть зданий можно использовать. Вымышленные демонстрационные данные."),
	"building": name("Будівля з прилеглою землею. Вигадані демонстраційні дані.",
		"A building with the land around it. Invented demonstration data.",
		"Здание с прилегающей землёй. Вымышленные демонстрационные данные."),
	"industrial_park_plot": name("Ділянка у межах індустріального парку з підведеними мережами. Вигадані демонстраційні дані.",
		"A plot of an industrial park with networks laid to it. Invented demonstration data.",
		"Участок индустриального парка с подведёнными сетями. Вымышленные демонстрационные данные."),
}

// join puts a dash between two texts, language by language.
func join(a, b registry.Text) registry.Text {
	out := registry.Text{}
	for _, l := range registry.Languages {
		out[l] = a[l] + ", " + b[l]
	}
	return out
}
