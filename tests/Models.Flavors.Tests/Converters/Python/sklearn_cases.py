def make(cases, exporter):
    pass
