package ogc

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// element is an element of an XML document.
type element struct {
	name       string
	attributes []string // names and values in turn
	text       string
	children   []*element
}

// el makes an element with attributes, given as names and values in turn.
func el(name string, attributes ...string) *element {
	return &element{name: name, attributes: attributes}
}

// with adds children; nil is none.
func (e *element) with(children ...*element) *element {
	for _, c := range children {
		if c != nil {
			e.children = append(e.children, c)
		}
	}
	return e
}

// said gives the element a text.
func (e *element) said(text string) *element {
	e.text = text
	return e
}

// write writes the element, one to a line.
func (e *element) write(out *bytes.Buffer, depth int) {
	indent := strings.Repeat(" ", depth)
	out.WriteString(indent + "<" + e.name)
	for i := 0; i+1 < len(e.attributes); i += 2 {
		out.WriteString(" " + e.attributes[i] + `="`)
		_ = xml.EscapeText(out, []byte(e.attributes[i+1])) // a buffer takes everything
		out.WriteByte('"')
	}
	switch {
	case len(e.children) > 0:
		out.WriteString(">\n")
		for _, c := range e.children {
			c.write(out, depth+1)
		}
		out.WriteString(indent + "</" + e.name + ">\n")
	case e.text != "":
		out.WriteByte('>')
		_ = xml.EscapeText(out, []byte(e.text))
		out.WriteString("</" + e.name + ">\n")
	default:
		out.WriteString("/>\n")
	}
}
