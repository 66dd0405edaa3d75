import {
  Activity,
  CalendarDays,
  ClipboardCheck,
  DoorOpen,
  FileInput,
  IdCard,
  School,
  Settings,
  Users,
  Waypoints,
} from '@lucide/vue'
import type { Component } from 'vue'

export interface NavItem {
  /** also its text, `nav.<id>` */
  id:
    | 'live'
    | 'attendance'
    | 'people'
    | 'groups'
    | 'trace'
    | 'timetable'
    | 'cards'
    | 'visitors'
    | 'exchange'
    | 'setup'
  /** the route it leads to; Live goes by site, the others by place */
  route: string
  /** routes that count as being there too */
  also?: readonly string[]
  icon: Component
}

export const NAV: readonly NavItem[] = [
  { id: 'live', route: 'live', also: ['home'], icon: Activity },
  { id: 'attendance', route: 'attendance', icon: ClipboardCheck },
  { id: 'people', route: 'people', also: ['person'], icon: Users },
  { id: 'groups', route: 'groups', also: ['group'], icon: School },
  {
    id: 'trace',
    route: 'cases',
    also: ['case', 'network', 'interview', 'packs', 'ask', 'questions'],
    icon: Waypoints,
  },
  { id: 'timetable', route: 'timetable', icon: CalendarDays },
  { id: 'cards', route: 'cards', icon: IdCard },
  { id: 'visitors', route: 'visitors', icon: DoorOpen },
  { id: 'exchange', route: 'import', icon: FileInput },
  { id: 'setup', route: 'setup', icon: Settings },
]

/** What a phone's bar shows before "More". */
export const FIRST = 4
