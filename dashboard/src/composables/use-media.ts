export { useMedia, usePhone } from '../kit/use-media.ts'
