import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { LOCALES, type Locale } from '../locales/names.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What this browser remembers: how the screen looks and speaks. Nothing about anybody. */
export interface Preferences {
  theme: Theme
  /** undefined until somebody chose: then the officer's own language, then the browser's */
  locale?: Locale
  /** single-key shortcuts; can be turned off (WCAG 2.1.4) */
  shortcuts: boolean
}

const KEY = 'schoolgate.preferences'
const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** Reads what was remembered; anything unreadable counts as nothing. */
export function readPreferences(text: string | null): Preferences {
  const fallback: Preferences = { theme: 'system', shortcuts: true }
  if (!text) return fallback
  try {
    const raw: unknown = JSON.parse(text)
    if (typeof raw !== 'object' || raw === null) return fallback
    const { theme, locale, shortcuts } = raw as Record<string, unknown>
    const known = LOCALES.find(l => l === locale)
    return {
      theme: THEMES.find(t => t === theme) ?? 'system',
      shortcuts: shortcuts !== false,
      ...(known ? { locale: known } : {}),
    }
  } catch {
    return fallback
  }
}

export const usePreferences = defineStore('preferences', () => {
  const stored = readPreferences(localStorage.getItem(KEY))
  const theme = ref<Theme>(stored.theme)
  const locale = ref<Locale | undefined>(stored.locale)
  const shortcuts = ref(stored.shortcuts)

  let isTold = false
  watch(
    [theme, locale, shortcuts],
    () => {
      if (isTold) return
      localStorage.setItem(
        KEY,
        JSON.stringify({ theme: theme.value, locale: locale.value, shortcuts: shortcuts.value }),
      )
    },
    { flush: 'sync' },
  )
  // what somebody chooses in another tab holds in this one too
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY) return
    const chosen = readPreferences(newValue)
    isTold = true
    theme.value = chosen.theme
    locale.value = chosen.locale
    shortcuts.value = chosen.shortcuts
    isTold = false
  })
  watch(
    theme,
    value => {
      if (value === 'system') document.documentElement.removeAttribute('data-theme')
      else document.documentElement.setAttribute('data-theme', value)
    },
    { immediate: true },
  )
  return { theme, locale, shortcuts }
})
