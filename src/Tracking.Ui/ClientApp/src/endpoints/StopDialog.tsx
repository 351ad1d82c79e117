import { useState } from 'react'
import { deleteEndpoint, stopEndpoint, type Endpoint } from '../api/endpoints'
import { messageOf } from '../api/client'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'
import { callsText, isRunning, useEndpointsChanged } from './useEndpoints'

interface StopDialogProps {
  endpoint: Endpoint
  /** Whether it is forgotten as well. */
  isDelete: boolean
  onClose: () => void
  onDone?: () => void
}

/** Asks once, and says who will notice. */
export function StopDialog({ endpoint, isDelete, onClose, onDone }: StopDialogProps) {
  const changed = useEndpointsChanged()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const act = async () => {
    setBusy(true)
    try {
      await (isDelete ? deleteEndpoint : stopEndpoint)(endpoint.name)
      onClose()
      onDone?.()
      await changed()
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }
  const verb = isDelete ? 'Delete' : 'Stop'
  return (
    <Dialog
      title={`${verb} ${visible(endpoint.name)}`}
      onClose={onClose}
      onSubmit={() => void act()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" autoFocus disabled={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      {isRunning(endpoint) && <p>{callsText(endpoint)} Requests under way are finished.</p>}
      <p className="sec">
        {isDelete
          ? 'Its figures and log go with it. The model stays in the registry.'
          : 'Its figures and log stay until it is deleted or the tracking server ends.'}
      </p>
      {problem && <p className="bad">{problem}</p>}
    </Dialog>
  )
}
