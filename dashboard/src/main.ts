import './kit/base.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { i18n, switchLocale } from './i18n.ts'
import { matchLocale } from './locales/names.ts'
import { loadLive, makeRouter } from './router.ts'
import { usePreferences } from './stores/preferences.ts'
import { useSession } from './stores/session.ts'

if (/^\/(sites\/|$)/.test(location.pathname)) void loadLive()
const app = createApp(App)
app.use(createPinia())
const preferences = usePreferences()
// a wall and a visitor's phone have no session to ask for
const isOutside = /^\/(wall|visit)(\/|$)/.test(location.pathname)
const session = isOutside ? undefined : await useSession().load()
await switchLocale(preferences.locale ?? session?.officer.locale ?? matchLocale(navigator.languages) ?? 'en')
watch(
  () => preferences.locale,
  locale => locale && switchLocale(locale),
)
app.use(i18n)
app.use(makeRouter())
app.mount('#app')
