using System.Globalization;
using System.Text;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>A JSON value as a client wrote it, before anything is known about what was expected.</summary>
internal abstract record LooseValue
{
    /// <summary>The name of the type in Python, which MLflow's messages show.</summary>
    public abstract string PythonType { get; }

    /// <summary>The value as compact JSON.</summary>
    public string ToJson()
    {
        var json = new StringBuilder();
        Append(json);
        return json.ToString();
    }

    protected abstract void Append(StringBuilder json);

    internal sealed record Null : LooseValue
    {
        public static Null Instance { get; } = new();

        public override string PythonType => "NoneType";

        protected override void Append(StringBuilder json) => json.Append("null");
    }

    internal sealed record Flag(bool Value) : LooseValue
    {
        public override string PythonType => "bool";

        protected override void Append(StringBuilder json) => json.Append(Value ? "true" : "false");
    }

    /// <summary>A number as it was written, or NaN, Infinity, -Infinity.</summary>
    internal sealed record Number(string Raw) : LooseValue
    {
        public override string PythonType => Raw.AsSpan().IndexOfAny(".eEN") < 0 && !Raw.EndsWith('y') ? "int"
            : "float";

        public double Value => Raw switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.Parse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

        protected override void Append(StringBuilder json) => json.Append(Raw);
    }

    internal sealed record Text(string Value) : LooseValue
    {
        public override string PythonType => "str";

        protected override void Append(StringBuilder json) => json.Append(PythonText.Quote(Value));
    }

    internal sealed record List(List<LooseValue> Items) : LooseValue
    {
        public override string PythonType => "list";

        protected override void Append(StringBuilder json)
        {
            json.Append('[');
            for (var i = 0; i < Items.Count; i++)
            {
                json.Append(i == 0 ? "" : ",");
                Items[i].Append(json);
            }

            json.Append(']');
        }
    }

    internal sealed record Object(Dictionary<string, LooseValue> Fields) : LooseValue
    {
        public static Object Empty => new([]);

        public override string PythonType => "dict";

        protected override void Append(StringBuilder json)
        {
            json.Append('{');
            var separator = "";
            foreach (var (name, value) in Fields)
            {
                json.Append(separator).Append(PythonText.Quote(name)).Append(':');
                value.Append(json);
                separator = ",";
            }

            json.Append('}');
        }
    }
}
