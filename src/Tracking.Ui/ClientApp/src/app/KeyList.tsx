import { Dialog } from '../ui/Dialog'
import { Keys } from './Keys'
import { useAllCommands } from './commands'

/** Every key that does something here and now. */
export default function KeyList({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter((command) => command.keys)
  const groups = [...new Set(commands.map((command) => command.group))]
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map((group) => (
        <section key={group}>
          <h3 className="mut" style={{ fontSize: 12, fontWeight: 500 }}>
            {group}
          </h3>
          {commands
            .filter((command) => command.group === group)
            .map((command) => (
              <p className="row" key={command.id}>
                <span className="grow">{command.title}</span>
                <Keys text={command.keys ?? ''} />
              </p>
            ))}
        </section>
      ))}
    </Dialog>
  )
}
