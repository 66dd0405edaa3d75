import type { RouteRecordRaw } from 'vue-router'

export const attendanceRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/attendance',
    name: 'attendance',
    component: () => import('../pages/attendance/AttendancePage.vue'),
    props: true,
    meta: { title: 'attendance.title', areas: ['attendance'] },
  },
]
