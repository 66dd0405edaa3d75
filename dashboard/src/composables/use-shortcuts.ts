import { onMounted, onUnmounted } from 'vue'

export interface Shortcuts {
  going: () => void
  undo: () => void
  find: () => void
  help: () => void
}

/** Which shortcut a key press means, if any. Single keys only while allowed, and never while somebody types. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  typing: boolean,
  singleKeys: boolean,
): keyof Shortcuts | undefined {
  // by place on the keyboard: a Cyrillic layout writes another letter there
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyK') return 'find'
  if (event.ctrlKey || event.metaKey || event.altKey || typing || !singleKeys) return undefined
  if (event.key === '?') return 'help'
  if (event.key === '/' || event.code === 'Slash') return 'find'
  if (event.code === 'KeyG') return 'going'
  if (event.code === 'KeyU') return 'undo'
  return undefined
}

export function useShortcuts(run: Shortcuts, singleKeys: () => boolean): void {
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.repeat) return
    const target = event.target as HTMLElement | null
    const typing = target?.closest('input, textarea, select, [role="menu"], [role="dialog"]') != null
    const name = shortcutOf(event, typing, singleKeys())
    if (!name) return
    event.preventDefault()
    run[name]()
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onUnmounted(() => document.removeEventListener('keydown', onKey))
}
