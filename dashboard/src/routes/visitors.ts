import type { RouteRecordRaw } from 'vue-router'

export const visitorsRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/visitors',
    name: 'visitors',
    component: () => import('../pages/visitors/VisitorsPage.vue'),
    props: true,
    meta: { title: 'visitors.title', areas: ['visitors'] },
  },
  {
    path: '/visit/:poster',
    name: 'visit',
    component: () => import('../pages/visitors/VisitPage.vue'),
    props: true,
    meta: { open: true, title: 'visitors.publicTitle', areas: ['visitors'] },
  },
]
