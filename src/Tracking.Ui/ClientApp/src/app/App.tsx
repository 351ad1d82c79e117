import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { ExperimentsView } from '../experiments/ExperimentsView'
import { ExperimentView } from '../experiments/ExperimentView'
import { AllRunsView } from '../runs/AllRunsView'
import { Message } from '../ui/states'
import { Boundary } from './Boundary'
import { Shell } from './Shell'

const CompareView = lazy(() => import('../compare/CompareView'))
const CompareVersionsView = lazy(() => import('../registry/CompareVersionsView'))
const EndpointsView = lazy(() => import('../endpoints/EndpointsView'))
const EndpointView = lazy(() => import('../endpoints/EndpointView'))
const ModelsView = lazy(() => import('../registry/ModelsView'))
const ModelView = lazy(() => import('../registry/ModelView'))
const RunView = lazy(() => import('../run/RunView'))
const VersionView = lazy(() => import('../version/VersionView'))
const TraceView = lazy(() => import('../traces/TraceView'))

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
            <Route path="/compare" component={CompareView} />
            <Route path="/models" component={ModelsView} />
            <Route path="/models/:name/compare">
              {({ name }) => <CompareVersionsView key={name} name={decodeURIComponent(name)} />}
            </Route>
            <Route path="/models/:name">
              {({ name }) => <ModelView key={name} name={decodeURIComponent(name)} />}
            </Route>
            <Route path="/models/:name/:version/*?">
              {({ name, version, ...rest }) => (
                <VersionView
                  key={`${name}/${version}`}
                  name={decodeURIComponent(name)}
                  reference={decodeURIComponent(version)}
                  place={rest['*'] ?? ''}
                />
              )}
            </Route>
            <Route path="/runs/:id/*?">
              {(params) => <RunView key={params.id} id={params.id} place={params['*'] ?? ''} />}
            </Route>
            <Route path="/endpoints" component={EndpointsView} />
            <Route path="/endpoints/:name/*?">
              {(params) => (
                <EndpointView
                  key={params.name}
                  name={decodeURIComponent(params.name)}
                  tab={params['*'] ?? ''}
                />
              )}
            </Route>
            <Route path="/trace/:id">{({ id }) => <TraceView key={id} id={decodeURIComponent(id)} />}</Route>
            <Route>
              <Message title="There is nothing at this address.">
                <p className="sec">
                  The link may be old. Experiments, runs, models and endpoints are in the bar above.
                </p>
              </Message>
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  )
}
