import type { CardFace } from './card-face.ts'
import { type CardLayout, CardsDocument } from './cards-document.ts'
import { type Poster, posterPdf } from './poster.ts'

/**
 * For cards: the file, then some faces at a time, last `end`. For a poster one message. Every message is answered
 * once, and the next one waits for the answer.
 */
export type ToPrinter =
  | { cards: { path: string; layout: CardLayout } }
  | { faces: CardFace[] }
  | { end: true }
  | { poster: Poster }
export type FromPrinter = { done: true; pdf?: Uint8Array } | { error: string }

declare const self: Worker

let cards: CardsDocument | undefined

self.onmessage = async ({ data }: MessageEvent<ToPrinter>) => {
  self.postMessage(await answer(data))
}

async function answer(message: ToPrinter): Promise<FromPrinter> {
  try {
    if ('cards' in message) cards = new CardsDocument(message.cards.path, message.cards.layout)
    else if ('poster' in message) return { done: true, pdf: await posterPdf(message.poster) }
    else if (cards === undefined) throw new Error('nothing is being printed')
    else if ('faces' in message) {
      for (const face of message.faces) cards.add(face)
      await cards.flushed()
    } else await cards.end()
    return { done: true }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
