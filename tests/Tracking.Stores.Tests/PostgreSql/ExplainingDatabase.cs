using Tracking.Stores.Dialects;
using Tracking.Stores.KeyNames;
using Tracking.Stores.Search.Sql;

namespace Tracking.Stores.Tests.PostgreSql;

/// <summary>A database that keeps the plan of each statement that a search puts together.</summary>
internal sealed class ExplainingDatabase(StoreDatabase inner) : StoreDatabase
{
    public List<string> Plans { get; } = [];

    public override StoreMeter Meter => inner.Meter;

    public override KeyNameCache KeyNames => inner.KeyNames;

    public override Task<T> ReadAsync<T>(Func<StoreSession, T> work, CancellationToken cancellationToken) =>
        inner.ReadAsync(session => work(new Session(session, Plans)), cancellationToken);

    public override Task<T> WriteAsync<T>(
        Func<WriteSession, T> work, WriteSize size, CancellationToken cancellationToken) =>
        inner.WriteAsync(work, size, cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(StoreSession inner, List<string> plans) : StoreSession
    {
        public override SearchDialect Search => inner.Search;

        public override StoreStatement Statement(string constantSql) => inner.Statement(constantSql);

        public override StoreStatement Prepare(string sql) =>
            new Statement(inner.Prepare(sql), inner.Prepare("EXPLAIN " + sql), plans);

        public override void RunTogether(params ReadOnlySpan<StoreStatement> queries) => inner.RunTogether(queries);

        public override void Lock(string name, bool isShared = false) => inner.Lock(name, isShared);

        protected override void Dispose(bool disposing)
        {
            // The session is the database's.
        }
    }

    private sealed class Statement(StoreStatement inner, StoreStatement explain, List<string> plans) : StoreStatement
    {
        private bool _isExplained;

        public override StoreStatement Bind(int parameter, long value) => Both(s => s.Bind(parameter, value));

        public override StoreStatement Bind(int parameter, long? value) => Both(s => s.Bind(parameter, value));

        public override StoreStatement Bind(int parameter, double value) => Both(s => s.Bind(parameter, value));

        public override StoreStatement Bind(int parameter, string? value) => Both(s => s.Bind(parameter, value));

        public override StoreStatement Bind(int parameter, ReadOnlySpan<byte> value)
        {
            var copy = value.ToArray();
            return Both(s => s.Bind(parameter, copy.AsSpan()));
        }

        public override bool Step()
        {
            if (!_isExplained)
            {
                _isExplained = true;
                var lines = new List<string>();
                while (explain.Step())
                {
                    lines.Add(explain.Text(0));
                }

                plans.Add(string.Join('\n', lines));
            }

            return inner.Step();
        }

        public override void Reset() => inner.Reset();

        public override int Change() => inner.Change();

        public override bool IsNull(int column) => inner.IsNull(column);

        public override long Int64(int column) => inner.Int64(column);

        public override double Double(int column) => inner.Double(column);

        public override string Text(int column) => inner.Text(column);

        public override ReadOnlySpan<byte> Blob(int column) => inner.Blob(column);

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            explain.Dispose();
        }

        private Statement Both(Action<StoreStatement> bind)
        {
            bind(inner);
            bind(explain);
            return this;
        }
    }
}
