import { useState } from 'react'
import { messageOf } from '../api/client'
import type { Experiment } from '../api/experiments'
import { useCommands } from '../app/commands'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { TextDialog } from '../ui/TextDialog'
import { visible } from '../ui/text'
import { useSavedViews } from './useSavedViews'

/** Opens, keeps and removes named views of the experiment's runs. */
export function ViewsMenu({ experiment }: { experiment: Experiment }) {
  const { views, current, isEdited, open, save, remove } = useSavedViews(experiment)
  const [isNaming, setNaming] = useState(false)
  const act = (promise: Promise<void>, text: string) =>
    void promise
      .then(() => toast({ text }))
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  useCommands([
    { id: 'save view', title: 'Save this view under a name', group: 'View', run: () => setNaming(true) },
    ...views.map((view) => ({
      id: `view ${view.id}`,
      title: `View ${visible(view.name)}`,
      group: 'Go to' as const,
      run: () => open(view),
    })),
  ])
  return (
    <>
      <Menu
        trigger={
          <Button kind="quiet" icon="down">
            {current ? visible(current.name) : 'Views'}
            {isEdited && <span className="note">edited</span>}
          </Button>
        }
        items={[
          ...views.map((view) => ({ title: visible(view.name), onSelect: () => open(view) })),
          ...(views.length > 0 ? [null] : []),
          ...(current
            ? [
                {
                  title: `Save ${visible(current.name)}`,
                  isDisabled: !isEdited,
                  onSelect: () => act(save(current.name, current), `View ${visible(current.name)} saved.`),
                },
                {
                  title: `Reset to ${visible(current.name)}`,
                  isDisabled: !isEdited,
                  onSelect: () => open(current),
                },
              ]
            : []),
          { title: 'Save as', onSelect: () => setNaming(true) },
          ...(current
            ? [
                {
                  title: `Delete ${visible(current.name)}`,
                  isDanger: true,
                  onSelect: () => act(remove(current), `View ${visible(current.name)} deleted.`),
                },
              ]
            : []),
        ]}
      />
      {isNaming && (
        <TextDialog
          title="Save this view"
          label="Name"
          action="Save"
          hint="It is kept with the experiment: others see it too."
          onClose={() => setNaming(false)}
          onSave={(name) => (name.trim() ? save(name.trim()) : Promise.reject(new Error('Give the view a name.')))}
        />
      )}
    </>
  )
}
