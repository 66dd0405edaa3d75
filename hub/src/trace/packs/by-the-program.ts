import type { ContactPack, KeptPack } from '@schoolgate/protocol/trace/contact-pack'

/** A pack that comes with the program counts as signed; it belongs to no place. */
export const byTheProgram = (pack: ContactPack): KeptPack => ({
  ...pack,
  place: null,
  madeAt: 0,
  madeBy: 'Schoolgate',
  signed: { at: 0, by: 'Schoolgate', officer: 'program' },
})

/** A second officer where many people are asked about at once, or a chain is followed far. */
export const USUAL_APPROVAL: ContactPack['approval'] = {
  over: 50,
  generations: 2,
  kinds: [],
  purposes: ['other'],
}
