import type { RouteRecordRaw } from 'vue-router'

const areas = ['trace', 'network'] as const

/** Beside the list of cases: the network, the interview, rule packs, questions to the record and their log. */
export const networkRoutes: RouteRecordRaw[] = [
  {
    path: '/p/:place/cases/network',
    name: 'network',
    component: () => import('../pages/network/NetworkPage.vue'),
    props: true,
    meta: { title: 'network.title', areas },
  },
  {
    path: '/p/:place/cases/:case/interview',
    name: 'interview',
    component: () => import('../pages/network/InterviewPage.vue'),
    props: true,
    meta: { title: 'network.interview.title', areas },
  },
  {
    path: '/p/:place/trace/packs',
    name: 'packs',
    component: () => import('../pages/network/PacksPage.vue'),
    props: true,
    meta: { title: 'network.packs.title', areas },
  },
  {
    path: '/p/:place/trace/ask',
    name: 'ask',
    component: () => import('../pages/network/AskPage.vue'),
    props: true,
    meta: { title: 'network.ask.title', areas },
  },
  {
    path: '/p/:place/trace/questions',
    name: 'questions',
    component: () => import('../pages/network/QuestionsPage.vue'),
    props: true,
    meta: { title: 'network.log.title', areas },
  },
]
