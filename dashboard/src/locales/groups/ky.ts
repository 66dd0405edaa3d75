import type { GroupsMessages } from './en.ts'

export const ky: GroupsMessages = {
  groups: {
    title: 'groups',
  },
}
