import type { RouteRecordRaw } from 'vue-router'

export const timetableRoutes: RouteRecordRaw[] = []
