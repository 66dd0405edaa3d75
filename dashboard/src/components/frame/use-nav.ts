import { type ComputedRef, computed } from 'vue'
import { type RouteLocationRaw, useRoute, useRouter } from 'vue-router'
import { usePlace } from '../../stores/place.ts'
import { useSession } from '../../stores/session.ts'
import { NAV, type NavItem } from './nav-items.ts'

export interface NavLink extends NavItem {
  to: RouteLocationRaw
  current: boolean
}

/** The jurisdiction the page on screen belongs to; on Live, where the address names a site, the site's school. */
export function usePlaceHere(): ComputedRef<string> {
  const route = useRoute()
  const place = usePlace()
  const session = useSession()
  return computed(() => {
    const { site } = route.params
    const here = typeof site === 'string' ? session.session?.sites.find(s => s.id === site)?.place : undefined
    return here ?? place.home
  })
}

/** The menu's links for the place on screen, and which of them is open. */
export function useNav(): ComputedRef<NavLink[]> {
  const route = useRoute()
  const router = useRouter()
  const place = usePlace()
  const here = usePlaceHere()
  return computed(() => {
    const at = here.value
    const site = typeof route.params.site === 'string' ? route.params.site : place.site?.id
    return NAV.filter(n => router.hasRoute(n.route)).map(n => ({
      ...n,
      to:
        n.id === 'live'
          ? site
            ? { name: 'live', params: { site } }
            : { name: 'home' }
          : { name: n.route, params: { place: at } },
      current: n.route === route.name || (n.also?.includes(String(route.name)) ?? false),
    }))
  })
}
