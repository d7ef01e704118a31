package media

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"landbank/registry"
)

const (
	quality = 85        // of the JPEG that is kept
	most    = 256 << 20 // bytes that a picture may take while it is decoded
)

// picture draws a picture anew: turned the way it says it is held, no larger
// than it is shown, and without anything beside its pixels.
func picture(content []byte, kind string) (registry.MediaFile, Said, error) {
	var file registry.MediaFile
	notes := metadata(content, kind)
	if err := measure(content, kind); err != nil {
		return file, Said{}, err
	}
	drawn, err := decode(content, kind)
	if err != nil {
		return file, Said{}, &Refusal{"a damaged picture", "one that can be opened"}
	}
	sizes := registry.MediaSizes
	full := turned(shrunk(drawn, sizes[len(sizes)-1].Most), notes.orientation)
	form, err := encode(full)
	if err != nil {
		return file, Said{}, err
	}
	file = registry.MediaFile{Hash: hashOf(form.Bytes), Type: form.Type, Bytes: form.Bytes, Width: form.Width, Height: form.Height}
	for _, size := range sizes[:len(sizes)-1] {
		if max(form.Width, form.Height) <= size.Most {
			continue
		}
		smaller, err := encode(shrunk(full, size.Most))
		if err != nil {
			return file, Said{}, err
		}
		smaller.Size = size.Name
		file.Smaller = append(file.Smaller, smaller)
	}
	return file, notes.said, nil
}

// measure refuses a picture that would take too much memory, by its header.
func measure(content []byte, kind string) error {
	config, err := configOf(content, kind)
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return &Refusal{"a damaged picture", "one that can be opened"}
	}
	pixels := int64(config.Width) * int64(config.Height)
	if pixels > registry.MostMediumPixels || pixels*bytesPerPixel(config.ColorModel, content, kind) > most {
		return &Refusal{fmt.Sprintf("a picture of %d × %d pixels", config.Width, config.Height),
			fmt.Sprintf("one of %d million pixels at most; save it smaller", registry.MostMediumPixels>>20)}
	}
	return nil
}

func configOf(content []byte, kind string) (image.Config, error) {
	r := bytes.NewReader(content)
	switch kind {
	case PNG:
		return png.DecodeConfig(r)
	case WebP:
		return webp.DecodeConfig(r)
	}
	return jpeg.DecodeConfig(r)
}

func decode(content []byte, kind string) (image.Image, error) {
	r := bytes.NewReader(content)
	switch kind {
	case PNG:
		return png.Decode(r)
	case WebP:
		return webp.Decode(r)
	}
	return jpeg.Decode(r)
}

// bytesPerPixel is what decoding takes.
func bytesPerPixel(model color.Model, content []byte, kind string) int64 {
	switch {
	case kind == JPEG && progressive(content):
		return 10 // coefficients of 4 bytes beside the pixels, with colour at half the resolution
	case kind == JPEG && model == color.GrayModel:
		return 1
	case kind == JPEG && model != color.CMYKModel:
		return 3
	case model == color.RGBA64Model || model == color.NRGBA64Model:
		return 8
	}
	return 4
}

// shrunk draws a picture with a longer side of at most so many pixels, on
// opaque white where it is transparent.
func shrunk(from image.Image, most int) *image.RGBA {
	b := from.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > most {
		w, h = max(1, w*most/longer), max(1, h*most/longer)
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(to, to.Bounds(), from, b.Min, draw.Over)
		return to
	}
	scaler := draw.Scaler(draw.ApproxBiLinear)
	if b.Dx() > 2*w || b.Dy() > 2*h {
		scaler = draw.CatmullRom // averages what lies between, which the faster one leaves out
	}
	scaler.Scale(to, to.Bounds(), from, b, draw.Over, nil)
	return to
}

// turned turns a picture the way its orientation (1 to 8, of EXIF) says.
func turned(from *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	tw, th := w, h
	if orientation >= 5 {
		tw, th = h, w
	}
	to := image.NewRGBA(image.Rect(0, 0, tw, th))
	for y := range th {
		for x := range tw {
			fx, fy := x, y
			switch orientation {
			case 2:
				fx = w - 1 - x
			case 3:
				fx, fy = w-1-x, h-1-y
			case 4:
				fy = h - 1 - y
			case 5:
				fx, fy = y, x
			case 6:
				fx, fy = y, h-1-x
			case 7:
				fx, fy = w-1-y, h-1-x
			case 8:
				fx, fy = w-1-y, x
			}
			at, of := to.PixOffset(x, y), from.PixOffset(fx, fy)
			copy(to.Pix[at:at+4], from.Pix[of:of+4])
		}
	}
	return to
}

// encode writes a picture as JPEG. Encoders write nothing but pixels.
func encode(drawn *image.RGBA) (registry.MediaForm, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, drawn, &jpeg.Options{Quality: quality}); err != nil {
		return registry.MediaForm{}, fmt.Errorf("write a picture: %w", err)
	}
	return registry.MediaForm{Type: JPEG, Bytes: out.Bytes(), Width: drawn.Bounds().Dx(), Height: drawn.Bounds().Dy()}, nil
}
