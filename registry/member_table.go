package registry

import "maps"

// membersAlone are the words of members that the table of fields has none for,
// by path.
var membersAlone = allMembers(siteMembers, parcelMembers, offerMembers, networkMembers, roadMembers, buildingMembers, stateMembers,
	contactMembers, mediaMembers)

func allMembers(tables ...map[string]MemberWords) map[string]MemberWords {
	all := map[string]MemberWords{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

var siteMembers = map[string]MemberWords{
	"names":   asked("Назва", "Name", "Название").helped("Коротка назва, як її знають люди.", "A short name, as people know it.", "Короткое название, как его знают люди.").by("CNIG Friches site_nom; England SiteNameAddress"),
	"summary": asked("Опис", "Summary", "Описание").helped("Кілька речень для інвестора.", "A few sentences for an investor.", "Несколько предложений для инвестора.").long(),
	"territory_code": asked("Код території", "Code of the territory", "Код территории").by("КАТОТТГ; INSEE; ONS").
		helped("Залиште порожнім: територію визначає контур.", "Leave it empty: the outline tells the territory.", "Оставьте пустым: территорию определяет контур."),
	"reserved_until": asked("Зарезервовано до", "Reserved until", "Зарезервирован до").own(),
	"activity":       asked("Що тут було", "What was done here", "Что здесь было").long(),
	"area":           asked("Площа", "Area", "Площадь"),
	"area.largest_piece_m2": asked("Найбільша суцільна частина", "Largest piece", "Наибольшая цельная часть").in("m2", hectares).by("PAIH site check list").
		helped("Порожньо — береться найбільша частина контуру.", "Left empty, the largest part of the outline is taken.", "Пусто — берётся наибольшая часть контура."),
	"land":                asked("Ґрунт і рельєф", "Ground", "Грунт и рельеф"),
	"land.fenced":         asked("Огороджена", "Fenced", "Огорожен"),
	"homes":               asked("Житло", "Homes", "Жильё"),
	"homes.min":           asked("Житло, щонайменше", "Homes, at least", "Жильё, не менее"),
	"location_quality":    asked("Точність місця", "Location quality", "Точность места"),
	"demonstration":       asked("Демонстраційні дані", "Demonstration data", "Демонстрационные данные").own(),
	"facts":               asked("Підстави відомостей", "Evidence", "Основания сведений"),
	"facts.state":         asked("Що відомо", "What is known", "Что известно"),
	"facts.source":        asked("Джерело", "Source", "Источник").helped("Хто або що це стверджує.", "Who or what says so.", "Кто или что это утверждает."),
	"facts.method":        asked("Спосіб", "Method", "Способ"),
	"facts.as_of":         asked("Станом на", "As of", "По состоянию на"),
	"facts.verified_by":   asked("Перевірив", "Verified by", "Проверил").own(),
	"facts.verified_on":   asked("Перевірено", "Verified on", "Проверено").own(),
	"facts.note":          asked("Примітка", "Note", "Примечание"),
	"internal":            asked("Для служби", "Internal", "Для службы"),
	"internal.steward":    asked("Відповідальний", "Steward", "Ответственный").account(),
	"internal.deputy":     asked("Заступник", "Deputy", "Заместитель").helped("Діє, коли відповідальний не може.", "Stands in while the steward cannot.", "Действует, когда ответственный не может.").account(),
	"internal.consent":    asked("Згода власника на оприлюднення", "Owner's consent to publish", "Согласие владельца на публикацию"),
	"internal.consent_on": asked("Дата згоди", "Date of the consent", "Дата согласия"),
	"internal.note":       asked("Нотатка", "Note", "Заметка").helped("Її бачить лише служба.", "Only the department sees it.", "Её видит только служба.").long(),
}

var parcelMembers = map[string]MemberWords{
	"parcels":                  asked("Земельні ділянки", "Parcels", "Земельные участки"),
	"parcels.cadastre":         asked("Кадастр", "Cadastre", "Кадастр"),
	"parcels.cadastral_number": asked("Кадастровий номер", "Cadastral number", "Кадастровый номер").by("UA 835 cadastralId; CNIG unite_fonciere_refcad"),
	"parcels.raw_number":       asked("Номер, як у джерелі", "Number as the source wrote it", "Номер, как в источнике"),
	"parcels.area_m2":          asked("Площа", "Area", "Площадь").in("m2", hectares),
	"parcels.share_pct": asked("Частка у ділянці реєстру", "Share that belongs to the site", "Доля в участке реестра").in("%", nil).
		helped("Порожньо — належить повністю.", "Left empty, all of it belongs.", "Пусто — относится целиком."),
	"parcels.land_category":            asked("Категорія земель", "Land category", "Категория земель"),
	"parcels.purpose":                  asked("Цільове призначення", "Land-use purpose", "Целевое назначение").by("КВЦПЗ").helped("Код класифікатора, як 11.02.", "A code of the classifier, like 11.02.", "Код классификатора, как 11.02."),
	"parcels.ownership":                asked("Форма власності", "Ownership", "Форма собственности"),
	"parcels.owner":                    asked("Власник", "Owner", "Владелец").helped("Імена фізичних осіб ніколи не оприлюднюються.", "Names of natural persons are never public.", "Имена физических лиц никогда не публикуются."),
	"parcels.owner.kind":               asked("Вид власника", "Kind of owner", "Вид владельца").helped("legal — юридична особа, natural — фізична.", "legal or natural person.", "legal — юридическое лицо, natural — физическое."),
	"parcels.owner.name":               asked("Назва або ім'я", "Name", "Название или имя"),
	"parcels.owner.code":               asked("Код ЄДРПОУ", "Number in the register of legal persons", "Код в реестре юридических лиц"),
	"parcels.right":                    asked("Право", "Right", "Право"),
	"parcels.registry_status":          asked("Стан у кадастрі", "Status in the cadastre", "Статус в кадастре"),
	"parcels.normative_value":          asked("Нормативна оцінка", "Normative value", "Нормативная оценка"),
	"parcels.normative_value_currency": asked("Валюта оцінки", "Currency of the value", "Валюта оценки").by("ISO 4217"),
	"parcels.normative_value_on":       asked("Дата оцінки", "Day of the value", "Дата оценки"),
}

var offerMembers = map[string]MemberWords{
	"offers":                  asked("Пропозиції", "Offers", "Предложения"),
	"offers.mode":             asked("Спосіб надання", "Way to get it", "Способ предоставления").by("Prozorro.Продажі; UA 835 contractType"),
	"offers.price_amount":     asked("Ціна", "Price", "Цена"),
	"offers.currency":         asked("Валюта", "Currency", "Валюта").by("ISO 4217").helped("Три літери, як UAH.", "Three letters, like UAH.", "Три буквы, как UAH."),
	"offers.price_basis":      asked("Ціна за", "Price for", "Цена за"),
	"offers.vat_included":     asked("З ПДВ", "VAT included", "С НДС"),
	"offers.price_as_of":      asked("Ціна станом на", "Price as of", "Цена по состоянию на"),
	"offers.lease_min_months": asked("Оренда, щонайменше", "Lease, at least", "Аренда, не менее").in("mo", nil),
	"offers.lease_max_months": asked("Оренда, щонайбільше", "Lease, at most", "Аренда, не более").in("mo", nil),
	"offers.available_from":   asked("Доступна з", "Available from", "Доступен с"),
	"offers.procedure":        asked("Процедура", "Procedure", "Процедура").by("Prozorro.Продажі"),
	"offers.url":              asked("Сторінка пропозиції", "Page of the offer", "Страница предложения"),
}

var networkMembers = map[string]MemberWords{
	"utilities":            asked("Мережі", "Utilities", "Сети"),
	"utilities.network":    asked("Мережа", "Network", "Сеть"),
	"utilities.state":      asked("Стан", "State", "Состояние").by("UA 835; PAIH site check list"),
	"utilities.distance_m": asked("До точки приєднання", "Distance to the connection", "До точки присоединения").in("m", kilos),
	"utilities.capacity_total": asked("Потужність, усього", "Capacity, total", "Мощность, всего").
		helped("Електрика і тепло — кВт, газ — м³/год, вода і стоки — м³/добу, зв'язок — Мбіт/с.", "Electricity and heat in kW, gas in m³/h, water and sewage in m³/day, links in Mbit/s.", "Электричество и тепло — кВт, газ — м³/ч, вода и стоки — м³/сут, связь — Мбит/с."),
	"utilities.capacity_available": asked("Потужність, вільна", "Capacity, free", "Мощность, свободная").
		helped("0 означає: перевірено, вільної немає.", "0 says: checked, and none is free.", "0 означает: проверено, свободной нет."),
	"utilities.capacity_basis":    asked("Підстава потужності", "What the capacity rests on", "Основание мощности"),
	"utilities.capacity_as_of":    asked("Потужність станом на", "Capacity as of", "Мощность по состоянию на"),
	"utilities.valid_until":       asked("Документ чинний до", "Letter valid until", "Документ действует до"),
	"utilities.asset":             asked("Підстанція або магістраль", "Substation or main", "Подстанция или магистраль"),
	"utilities.voltage_kv":        asked("Напруга", "Voltage", "Напряжение").in("kV", nil),
	"utilities.diameter_mm":       asked("Діаметр", "Diameter", "Диаметр").in("mm", nil),
	"utilities.connection_months": asked("Строк приєднання", "Time to connect", "Срок присоединения").in("mo", nil),
	"utilities.provider":          asked("Постачальник", "Provider", "Поставщик"),
}

var roadMembers = map[string]MemberWords{
	"access":                 asked("Транспорт", "Access", "Транспорт"),
	"access.mode":            asked("Чим дістатися", "Mode", "Чем добраться"),
	"access.state":           asked("Що відомо", "What is known", "Что известно").helped("«Немає» — перевірено, поблизу немає.", "None: checked, there is none in reach.", "«Нет» — проверено, поблизости нет."),
	"access.basis":           asked("Підстава", "Basis", "Основание"),
	"access.target":          asked("Куди саме", "To what exactly", "Куда именно"),
	"access.straight_m":      asked("По прямій", "In a straight line", "По прямой").in("m", kilos),
	"access.route_m":         asked("Дорогою", "By road", "По дороге").in("m", kilos),
	"access.drive_min_car":   asked("Легковим авто", "By car", "Легковым авто").in("min", nil),
	"access.drive_min_truck": asked("Вантажівкою", "By lorry", "Грузовиком").in("min", nil),
	"access.quality":         asked("Якість дороги", "Quality of the road", "Качество дороги"),
	"access.axle_load_t":     asked("Навантаження на вісь", "Axle load", "Нагрузка на ось").in("t", nil),
	"access.siding_state":    asked("Стан під'їзної колії", "State of the siding", "Состояние подъездного пути"),
	"access.as_of":           asked("Станом на", "As of", "По состоянию на"),
}

var buildingMembers = map[string]MemberWords{
	"buildings":                asked("Будівлі", "Buildings", "Здания"),
	"buildings.name":           asked("Назва", "Name", "Название"),
	"buildings.count":          asked("Скільки однакових", "How many alike", "Сколько одинаковых"),
	"buildings.type":           asked("Вид", "Type", "Вид").by("CNIG Friches bati_type"),
	"buildings.floor_area_m2":  asked("Площа підлоги", "Floor area", "Площадь пола").in("m2", nil).by("CNIG Friches bati_surface"),
	"buildings.footprint_m2":   asked("Площа забудови", "Footprint", "Площадь застройки").in("m2", nil),
	"buildings.floors":         asked("Поверхів", "Floors", "Этажей"),
	"buildings.clear_height_m": asked("Висота приміщень", "Clear height", "Высота помещений").in("m", nil),
	"buildings.crane_t":        asked("Кран", "Crane", "Кран").in("t", nil),
	"buildings.year_first":     asked("Рік побудови", "Year built", "Год постройки"),
	"buildings.year_last":      asked("Рік останньої перебудови", "Year last rebuilt", "Год последней перестройки"),
	"buildings.vacancy":        asked("Вакантність", "Vacancy", "Вакантность").by("CNIG Friches bati_vacance"),
	"buildings.condition":      asked("Стан", "Condition", "Состояние").by("CNIG Friches bati_etat; UA 835"),
	"buildings.heritage":       asked("Культурна спадщина", "Heritage", "Культурное наследие").by("CNIG Friches bati_patrimoine"),
	"buildings.hazardous":      asked("Небезпечні матеріали", "Hazardous materials", "Опасные материалы").by("CNIG Friches bati_pollution"),
}

var stateMembers = map[string]MemberWords{
	"planning":                         asked("Планування", "Planning", "Планирование"),
	"planning.doc_type":                asked("Містобудівна документація", "Planning document", "Градостроительная документация").by("CNIG Friches urba_doc_type"),
	"planning.zone_label":              asked("Назва зони", "Name of the zone", "Название зоны"),
	"planning.history_urls":            asked("Сторінки рішень", "Pages of decisions", "Страницы решений"),
	"environment":                      asked("Довкілля", "Environment", "Окружающая среда"),
	"environment.contamination_origin": asked("Походження забруднення", "Origin of the contamination", "Происхождение загрязнения").by("CNIG Friches sol_pollution_origine"),
	"environment.studied_on":           asked("Досліджено", "Studied on", "Исследовано"),
	"environment.studied_year":         asked("Рік дослідження", "Year of the study", "Год исследования"),
	"environment.contaminated_m2":      asked("Забруднена площа", "Contaminated area", "Загрязнённая площадь").in("m2", hectares),
	"readiness":                        asked("Готовність", "Readiness", "Готовность"),
	"readiness.item":                   asked("Пункт переліку", "Item of the check list", "Пункт перечня"),
	"readiness.state":                  asked("Стан", "State", "Состояние"),
	"readiness.issued_on":              asked("Видано", "Issued on", "Выдано"),
	"readiness.valid_until":            asked("Чинний до", "Valid until", "Действует до"),
	"readiness.url":                    asked("Посилання на документ", "Link to the document", "Ссылка на документ"),
	"readiness.document":               asked("Документ ділянки", "Document of the site", "Документ участка").own(),
}

var contactMembers = map[string]MemberWords{
	"contact":              asked("Контакт", "Contact", "Контакт"),
	"contact.organisation": asked("Організація", "Organisation", "Организация"),
	"contact.role":         asked("Посада", "Role", "Должность").helped("Посада, а не ім'я: людина може змінитися.", "A role and not a name: people change.", "Должность, а не имя: человек может смениться."),
	"contact.email":        asked("Електронна пошта", "E-mail", "Электронная почта"),
	"contact.phone":        asked("Телефон", "Telephone", "Телефон"),
	"contact.languages":    asked("Мови", "Languages", "Языки").helped("Коди мов, як uk, en.", "Codes of languages, like uk, en.", "Коды языков, как uk, en."),
	"contact.answer_days":  asked("Відповідь протягом", "Answers within", "Ответ в течение").in("d", nil),
	"contact.deputy_email": asked("Пошта заступника", "Mailbox of the deputy", "Почта заместителя"),
	"contact.tested_on":    asked("Пошту перевірено", "Mailbox tested on", "Почта проверена"),
}

// mediaMembers come with files: they are kept where photos and documents are.
var mediaMembers = map[string]MemberWords{
	"media":             asked("Світлини й документи", "Photos and documents", "Фотографии и документы").own(),
	"media.hash":        asked("Відбиток файлу", "Hash of the file", "Отпечаток файла").own(),
	"media.kind":        asked("Вид", "Kind", "Вид").own(),
	"media.title":       asked("Підпис", "Caption", "Подпись").own(),
	"media.public":      asked("Для всіх", "Public", "Для всех").own(),
	"media.taken_on":    asked("Знято", "Taken on", "Снято").own(),
	"media.bearing_deg": asked("Напрямок", "Bearing", "Направление").in("deg", nil).own(),
	"media.longitude":   asked("Довгота", "Longitude", "Долгота").in("deg", nil).own(),
	"media.latitude":    asked("Широта", "Latitude", "Широта").in("deg", nil).own(),
	"media.issued_on":   asked("Видано", "Issued on", "Выдано").own(),
	"media.valid_until": asked("Чинний до", "Valid until", "Действует до").own(),
	"media.file_name":   asked("Ім'я файлу", "File name", "Имя файла").own(),
	"media.media_type":  asked("Тип файлу", "Type of the file", "Тип файла").own(),
	"media.size_bytes":  asked("Розмір", "Size", "Размер").own(),
	"media.width_px":    asked("Ширина", "Width", "Ширина").own(),
	"media.height_px":   asked("Висота", "Height", "Высота").own(),
}
