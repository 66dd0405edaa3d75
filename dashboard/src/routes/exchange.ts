import type { RouteRecordRaw } from 'vue-router'

export const exchangeRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/import/:import?',
    name: 'import',
    component: () => import('../pages/exchange/ImportPage.vue'),
    props: true,
    meta: { title: 'exchange.title', areas: ['exchange', 'cards'] },
  },
]
