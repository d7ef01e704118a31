package personal_test

import (
	"testing"

	"landbank/registry/personal"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Земельна ділянка Іваненка І.П.":                         "Іваненка І.П.",
		"Ділянка, власник Петренко-Коваль О. В., 2 га":           "Петренко-Коваль О. В.",
		"Склад О.В. Коваленка":                                   "О.В. Коваленка",
		"Ділянка Іваненко Марії Степанівни":                      "Іваненко Марії Степанівни",
		"Участок Сидорова Петра Ильича":                          "Сидорова Петра Ильича",
		"Оренда: Мельник Андрій Юрійович":                        "Мельник Андрій Юрійович",
		"Земля гр. Шевчук":                                       "Шевчук",
		"Магазин ФОП Бондар Л.М.":                                "Бондар Л.М.",
		"Гараж ИП Смирнов":                                       "Смирнов",
		"Land of Mr John Carter, north field":                    "Mr John Carter",
		"Garden of Mrs. A. Bell":                                 "Mrs. A. Bell",
		"Terrain de Mme Dupont":                                  "Mme Dupont",
		"Propriété de M. Jean Martin":                            "M. Jean Martin",
		"Ask olena.kovalenko@example.org for the keys":           "olena.kovalenko@example.org",
		"Дзвоніть +380 67 123 45 67":                             "+380 67 123 45 67",
		"тел. 234-56-78":                                         "234-56-78",
		"Контакт (044) 123-45-67":                                "(044) 123-45-67",
		"Appeler le 06 12 34 56 78":                              "06 12 34 56 78",
		"Call 01234 567890 for access":                           "01234 567890",
		"вул. Шевченка, Іваненко І.І.":                           "Іваненко І.І.",
		"вул. Шевченка Т.Г., 5":                                  "",
		"Завод ім. Малишева В.О.":                                "",
		"вулиця Академіка Вернадського В. І.":                    "",
		"вул. Володимира Антоновича":                             "",
		"Парк імені Тараса Григоровича Шевченка":                 "",
		"с. Богданівна, поле 5":                                  "",
		"Кадастровий номер 6310138500:06:005:0012":               "",
		"Planning application 06/00588/REM, 12/01234/567890/FUL": "",
		"UPRN 10001234567, 51.50123 -0.12345":                    "",
		"Land at St. John's Church, R.A.F. Base, 24 The Street":  "",
		"Mr Fothergill Ltd":                                      "",
		"Cannery of 1963, 2000 m2, price 1 200 000":              "",
		"ТОВ «Будівельник», 3.5 га, рік 1987":                    "",
		"Rue M. Ravel": "",
		"":             "",
	} {
		got := ""
		if found := personal.Find(text); len(found) > 0 {
			got = found[0].Text
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Склад, Іваненко І.І., тел. 234-56-78":     "Склад, тел.",
		"Ask a.b@example.org (Mr John Carter) now": "Ask now",
		"Nothing here": "Nothing here",
	} {
		if got := personal.Without(text, personal.Find(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
