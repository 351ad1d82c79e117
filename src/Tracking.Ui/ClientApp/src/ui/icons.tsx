/** Our own strokes on a grid of 16. */
const paths = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.700 10.700 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  check: 'M3.500 8.500 6.500 11.500 12.500 4.500',
  copy: 'M6 5.500h7v8H6zM10 5.500v-3H3v8h3',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  theme: 'M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 1 0 0-11ZM8 4.500v7M8 6h3M8 8h3.500M8 10h3',
  link: 'M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.300 4.300L11 9M9 11.500 7.500 13a3 3 0 0 1-4.300-4.300L5 7',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  group: 'M3 4h10M5.500 8H13M5.500 12H13M3 8h.01M3 12h.01',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  up: 'M8 13V3M4 7l4-4 4 4',
  fall: 'M8 3v10M4 9l4 4 4-4',
  pin: 'M6 2h4l-.5 5 2.500 2.500H4L6.500 7zM8 9.500V14',
  compare: 'M6 3H2.500v10H6M10 3h3.500v10H10M8 1.500v13',
  tag: 'M2.500 2.500h5l6 6-5 5-6-6zM5.200 5.200h.01',
  trash: 'M3 4.500h10M6 4.500V3h4v1.500M4.500 4.500l.5 9h6l.5-9',
  restore: 'M3 8a5 5 0 1 0 1.500-3.500L3 6M3 2.500V6h3.500',
  edit: 'M3 13l.7-3L10.500 3.200l2.300 2.300L6 12.300zM9 4.700 11.300 7',
  full: 'M9.500 2.500h4v4M6.500 13.500h-4v-4M13.500 2.500l-5 5M2.500 13.500l5-5',
  download: 'M8 2.500v8M4.500 7 8 10.500 11.500 7M3 13.500h10',
  folder: 'M2 4h4.500l1.500 1.500h6v7.500H2z',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  experiment: 'M6 2h4M7 2v4L3.500 13.500h9L9 6V2M5 10.500h6',
  run: 'M2.500 13V9.500h3.500V6h3.500V3h4',
  model: 'M8 2l5.500 3v6L8 14l-5.500-3V5zM2.500 5 8 8l5.500-3M8 8v6',
  endpoint: 'M3 3.500h10v3.500H3zM3 9h10v3.500H3zM5 5.200h.01M5 10.700h.01',
  arrow: 'M3 8h10M9.500 4.500 13 8l-3.500 3.500',
  command: 'M3 5l3 3-3 3M8 12h5',
  move: 'M6 3.500h.01M10 3.500h.01M6 8h.01M10 8h.01M6 12.500h.01M10 12.500h.01',
  chart: 'M2.500 2.500v11h11M5 10.500l3-4 2.500 2 3-4.500',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'more' || name === 'move' ? 2 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
