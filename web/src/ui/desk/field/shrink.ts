/** Makes a photo small before it is kept: phones take ten times what anybody looks at. */

import { shrunk } from "../../../domain/desk/picture";

const QUALITY = 0.82;

/** The photo as a JPEG of at most 1600 pixels, turned as it was held; as it is where the browser cannot read it. */
export async function shrink(file: Blob): Promise<Blob> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // the registry says what is wrong with it
  }
  const { width, height } = shrunk(picture);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  picture.close();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return small ?? file;
}
