import { createRouter, createWebHistory, type Router } from 'vue-router'
import { api, whenSessionEnds } from './api/client.ts'
import type { TextKey } from './composables/use-text.ts'
import { i18n, useAreas } from './i18n.ts'
import { showToast } from './kit/toast.ts'
import type { Area } from './locales/areas.ts'
import { attendanceRoutes } from './routes/attendance.ts'
import { cardsRoutes } from './routes/cards.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { groupsRoutes } from './routes/groups.ts'
import { networkRoutes } from './routes/network.ts'
import { peopleRoutes } from './routes/people.ts'
import { setupRoutes } from './routes/setup.ts'
import { timetableRoutes } from './routes/timetable.ts'
import { traceRoutes } from './routes/trace.ts'
import { visitorsRoutes } from './routes/visitors.ts'
import { usePlace } from './stores/place.ts'
import { useSession } from './stores/session.ts'

/** The page most people open first; its part is fetched while the session is asked for. */
export const loadLive = () => import('./pages/LivePage.vue')

declare module 'vue-router' {
  interface RouteMeta {
    /** opens without a session; everything else asks for one */
    open?: boolean
    title: TextKey
    /** whose texts the page needs */
    areas?: readonly Area[]
  }
}

const BEGUN = 'schoolgate.begun'
/** A page whose parts still do not come after this is not opened anew a second time, ms. */
const PATIENCE_MS = 30_000

/**
 * A part of a page did not come. Either the hub was renewed since this page was opened and its parts have other names
 * now, which a fresh page knows; or there is no hub to ask.
 */
async function begin(path: string): Promise<void> {
  const answer = await api('GET', '/api/session')
  const isThere = answer.ok || answer.error.code !== 'unreachable'
  const last = Number(sessionStorage.getItem(BEGUN) ?? 0)
  if (isThere && Date.now() - last > PATIENCE_MS) {
    sessionStorage.setItem(BEGUN, String(Date.now()))
    location.assign(path)
    return
  }
  void showToast(i18n.global.t(isThere ? 'app.missing' : 'signIn.unreachable'), {
    kind: 'error',
  })
}

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', name: 'home', component: loadLive, meta: { title: 'title.live' } },
      { path: '/sites/:site', name: 'live', component: loadLive, props: true, meta: { title: 'title.live' } },
      {
        path: '/sign-in',
        name: 'sign-in',
        component: () => import('./pages/SignInPage.vue'),
        meta: { open: true, title: 'title.signIn' },
      },
      {
        path: '/wall/:site?',
        name: 'wall',
        component: () => import('./pages/WallPage.vue'),
        props: true,
        meta: { open: true, title: 'title.wall' },
      },
      ...peopleRoutes,
      ...groupsRoutes,
      ...timetableRoutes,
      ...attendanceRoutes,
      ...exchangeRoutes,
      ...cardsRoutes,
      ...traceRoutes,
      ...networkRoutes,
      ...visitorsRoutes,
      ...setupRoutes,
      {
        path: '/:rest(.*)*',
        name: 'not-found',
        component: () => import('./pages/NotFoundPage.vue'),
        meta: { open: true, title: 'title.notFound' },
      },
    ],
  })
  router.beforeEach(async to => {
    const store = useSession()
    if (to.meta.areas) await useAreas(['common', ...to.meta.areas])
    if (to.name === 'wall' || to.name === 'not-found' || to.name === 'visit') return true
    const session = await store.load()
    if (to.meta.open) return session ? { name: 'home' } : true
    if (!session) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    if (typeof to.params.place === 'string') void usePlace().open(to.params.place)
    const first = session.sites[0]
    if (to.name === 'home' && first) return { name: 'live', params: { site: first.id } }
    // nothing to watch yet: a new district begins with its schools
    if (to.name === 'home') return { name: 'setup', params: { place: session.jurisdiction.id } }
    return true
  })
  router.onError((_, to) => void begin(to.fullPath))
  whenSessionEnds(() => {
    const { meta, fullPath } = router.currentRoute.value
    if (meta.open) return
    useSession().forget()
    usePlace().forget()
    void router.push({ name: 'sign-in', query: { ended: '1', next: fullPath } })
  })
  return router
}
