import { deleteExperiment, restoreExperiment, type Experiment } from '../api/experiments'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { plural } from '../ui/text'

type Changed = () => Promise<unknown>

/** Moves experiments to the trash, with a way back. */
export function deleteExperiments(experiments: Experiment[], changed: Changed): Promise<void> {
  return act(experiments, deleteExperiment, 'deleted', changed, () => restoreExperiments(experiments, changed))
}

export function restoreExperiments(experiments: Experiment[], changed: Changed): Promise<void> {
  return act(experiments, restoreExperiment, 'restored', changed, () => deleteExperiments(experiments, changed))
}

async function act(
  experiments: Experiment[],
  change: (id: string) => Promise<unknown>,
  word: string,
  changed: Changed,
  undo: () => unknown,
): Promise<void> {
  try {
    for (const experiment of experiments) await change(experiment.id)
    toast({ text: `${plural(experiments.length, 'experiment')} ${word}.`, undo })
  } catch (error) {
    toast({ text: `Not all are ${word}: ${messageOf(error)}`, isError: true })
  }
  await changed()
}
