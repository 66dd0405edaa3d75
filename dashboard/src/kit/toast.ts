import { shallowRef } from 'vue'

/** Whether a toast was ever asked for: its part is loaded only then. */
export const toasting = shallowRef(false)

let ready: () => void = () => undefined
const mounted = new Promise<void>(resolve => {
  ready = resolve
})
/** Called by the toaster once it listens: what was said before would go unheard. */
export const toasterMounted = (): void => ready()

export interface ToastOptions {
  kind?: 'error'
  /** ms on screen */
  duration?: number
  action?: { label: string; onClick: () => void }
}

/** Says something for a few seconds at the bottom of the page. */
export async function showToast(message: string, { kind, ...options }: ToastOptions = {}): Promise<void> {
  toasting.value = true
  const [{ toast }] = await Promise.all([import('vue-sonner'), mounted])
  if (kind === 'error') toast.error(message, options)
  else toast(message, options)
}
