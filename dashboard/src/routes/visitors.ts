import type { RouteRecordRaw } from 'vue-router'

export const visitorsRoutes: RouteRecordRaw[] = []
