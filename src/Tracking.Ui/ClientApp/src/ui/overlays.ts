/** The code of what opens over a page: nothing of it is needed to show the page. */
export const loadMenus = () => import('./OpenMenu')
export const loadDialogs = () => import('./OpenDialog')
export const loadPopovers = () => import('./OpenPopover')

/** So that the first of each opens without waiting. */
export function prepareOverlays() {
  for (const load of [loadMenus, loadDialogs, loadPopovers]) void load()
}
