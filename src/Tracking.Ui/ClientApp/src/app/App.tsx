import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { ExperimentsView } from '../experiments/ExperimentsView'
import { ExperimentView } from '../experiments/ExperimentView'
import { AllRunsView } from '../runs/AllRunsView'
import { Message } from '../ui/states'
import { Boundary } from './Boundary'
import { Shell } from './Shell'

const RunView = lazy(() => import('../run/RunView'))

export function App() {
  return (
    <Shell>
      <Boundary>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">
              <Redirect to="/experiments" replace />
            </Route>
            <Route path="/experiments" component={ExperimentsView} />
            <Route path="/experiments/:id/:tab?">
              {({ id, tab }) => <ExperimentView key={id} id={id} tab={tab ?? 'runs'} />}
            </Route>
            <Route path="/runs" component={AllRunsView} />
            <Route path="/runs/:id/*?">
              {(params) => <RunView key={params.id} id={params.id} place={params['*'] ?? ''} />}
            </Route>
            <Route>
              <Message title="There is nothing at this address.">
                <p className="sec">The link may be old. Experiments, runs and models are in the bar above.</p>
              </Message>
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  )
}
