import { onMounted, onUnmounted } from 'vue'

export type ListKey = 'next' | 'previous' | 'select' | 'follow' | 'filter'

/**
 * Which step of the list a key press means. Letters by their place on the keyboard: a Cyrillic layout writes others
 * there. Space selects only on a row, where it would else open it.
 */
export function listKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  onRow: boolean,
): ListKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (event.code === 'KeyJ') return 'next'
  if (event.code === 'KeyK') return 'previous'
  if (event.code === 'KeyX' || (onRow && event.key === ' ')) return 'select'
  if (event.code === 'KeyF') return 'follow'
  if (event.key === '/' || event.code === 'Slash') return 'filter'
  return undefined
}

/** Keys of a list of rows (`data-row`, with a `data-walk="row"` control in each) while its page is open. */
export function useListKeys(
  root: () => HTMLElement | null | undefined,
  run: {
    select?: (row: string) => void
    follow?: (row: string | undefined) => void
    filter?: () => void
    /** a list's own keys, by their place on the keyboard: `KeyR` */
    more?: Readonly<Record<string, (row: string | undefined) => void>>
  },
  singleKeys: () => boolean,
): void {
  const rows = (): HTMLElement[] => [...(root()?.querySelectorAll<HTMLElement>('[data-walk="row"]') ?? [])]
  const rowOf = (at: Element | null): string | undefined =>
    at?.closest<HTMLElement>('[data-row]')?.dataset.row

  function walk(step: 1 | -1): void {
    const all = rows()
    const here = document.activeElement
      ?.closest('[data-row]')
      ?.querySelector<HTMLElement>('[data-walk="row"]')
    const at = here ? all.indexOf(here) : -1
    const next = at < 0 ? all[0] : all[at + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  let isAfterGo = false
  function onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement | null
    // G leads to another page: the letter after it is the page's name
    const wasAfterGo = isAfterGo
    isAfterGo = event.code === 'KeyG'
    if (
      event.defaultPrevented ||
      wasAfterGo ||
      (event.repeat && run.more?.[event.code]) ||
      !root() ||
      target?.closest('input, textarea, select, [role="menu"], [role="dialog"], [role="slider"]')
    )
      return
    if (document.querySelector('[role="dialog"]')) return
    const row = target?.closest('[data-walk="row"]') ? rowOf(target) : undefined
    const key = listKeyOf(event, row !== undefined)
    const own = event.ctrlKey || event.metaKey || event.altKey ? undefined : run.more?.[event.code]
    if (own && singleKeys()) {
      event.preventDefault()
      own(rowOf(document.activeElement))
      return
    }
    // Space on a row is no shortcut of the page: it needs the focus there
    if (!key || (key !== 'next' && key !== 'previous' && !run[key]) || (!singleKeys() && event.key !== ' '))
      return
    event.preventDefault()
    if (key === 'next') walk(1)
    else if (key === 'previous') walk(-1)
    else if (key === 'filter') run.filter?.()
    else {
      const here = rowOf(document.activeElement)
      if (key === 'follow') run.follow?.(here)
      else if (here) run.select?.(here)
    }
  }
  /** a button is pressed when Space is let go */
  function onUp(event: KeyboardEvent): void {
    if (event.key === ' ' && (event.target as HTMLElement | null)?.closest('[data-walk="row"]'))
      event.preventDefault()
  }
  // before the frame's own shortcuts, which would take `/`
  onMounted(() => {
    document.addEventListener('keydown', onKey, { capture: true })
    document.addEventListener('keyup', onUp, { capture: true })
  })
  onUnmounted(() => {
    document.removeEventListener('keydown', onKey, { capture: true })
    document.removeEventListener('keyup', onUp, { capture: true })
  })
}
