import type { RouteRecordRaw } from 'vue-router'

export const cardsRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/cards',
    name: 'cards',
    component: () => import('../pages/cards/CardsPage.vue'),
    props: true,
    meta: { title: 'cards.title', areas: ['cards'] },
  },
]
