import type { RouteRecordRaw } from 'vue-router'

export const peopleRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/people',
    name: 'people',
    component: () => import('../pages/people/PeoplePage.vue'),
    props: true,
    meta: { title: 'people.title', areas: ['people'] },
  },
  {
    path: '/p/:place/people/:person',
    name: 'person',
    component: () => import('../pages/people/PersonPage.vue'),
    props: true,
    meta: { title: 'people.person', areas: ['people'] },
  },
]
