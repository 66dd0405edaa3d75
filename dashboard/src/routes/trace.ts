import type { RouteRecordRaw } from 'vue-router'

export const traceRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/cases',
    name: 'cases',
    component: () => import('../pages/trace/CasesPage.vue'),
    props: true,
    meta: { title: 'trace.title', areas: ['trace'] },
  },
  {
    path: '/p/:place/cases/:case',
    name: 'case',
    component: () => import('../pages/trace/CasePage.vue'),
    props: true,
    // the case's days are drawn by the network's timeline
    meta: { title: 'trace.case', areas: ['trace', 'network'] },
  },
]
