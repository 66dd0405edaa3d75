import { createRouter, createWebHistory, type Router } from 'vue-router'
import { whenSessionEnds } from './api/client.ts'
import type { TextKey } from './composables/use-text.ts'
import { useAreas } from './i18n.ts'
import type { Area } from './locales/areas.ts'
import { attendanceRoutes } from './routes/attendance.ts'
import { cardsRoutes } from './routes/cards.ts'
import { exchangeRoutes } from './routes/exchange.ts'
import { groupsRoutes } from './routes/groups.ts'
import { peopleRoutes } from './routes/people.ts'
import { setupRoutes } from './routes/setup.ts'
import { timetableRoutes } from './routes/timetable.ts'
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
    return true
  })
  whenSessionEnds(() => {
    const { meta, fullPath } = router.currentRoute.value
    if (meta.open) return
    useSession().forget()
    usePlace().forget()
    void router.push({ name: 'sign-in', query: { ended: '1', next: fullPath } })
  })
  return router
}
