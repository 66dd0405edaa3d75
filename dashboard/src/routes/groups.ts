import type { RouteRecordRaw } from 'vue-router'

export const groupsRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/groups',
    name: 'groups',
    component: () => import('../pages/groups/GroupsPage.vue'),
    props: true,
    meta: { title: 'groups.title', areas: ['groups'] },
  },
  {
    path: '/p/:place/groups/:group',
    name: 'group',
    component: () => import('../pages/groups/GroupPage.vue'),
    props: true,
    meta: { title: 'groups.title', areas: ['groups', 'timetable', 'attendance'] },
  },
]
