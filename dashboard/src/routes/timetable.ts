import type { RouteRecordRaw } from 'vue-router'

export const timetableRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/timetable',
    name: 'timetable',
    component: () => import('../pages/timetable/TimetablePage.vue'),
    props: true,
    meta: { title: 'timetable.title', areas: ['timetable'] },
  },
]
