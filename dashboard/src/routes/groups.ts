import type { RouteRecordRaw } from 'vue-router'

export const groupsRoutes: RouteRecordRaw[] = []
