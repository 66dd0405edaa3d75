import type { RouteRecordRaw } from 'vue-router'

export const setupRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/setup',
    name: 'setup',
    component: () => import('../pages/setup/SetupPage.vue'),
    props: true,
    // days and months are written with the words of attendance
    meta: { title: 'setup.title', areas: ['setup', 'attendance'] },
  },
]
