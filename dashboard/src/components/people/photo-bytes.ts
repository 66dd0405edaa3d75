/** The longest side of a photo that is kept, px: a card prints 25 mm at 300 dpi. */
const SIDE = 640
/** Larger files are not even opened, bytes. */
export const LARGEST = 20 * 1024 * 1024

/**
 * A picture made small enough for a card, upright, as JPEG: nothing of the camera, place or time stays in it.
 * Undefined when the browser cannot read the file as a picture.
 */
export async function smallPhoto(file: Blob): Promise<Blob | undefined> {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  // see-through parts would turn black
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise(resolve => canvas.toBlob(blob => resolve(blob ?? undefined), 'image/jpeg', 0.88))
}
