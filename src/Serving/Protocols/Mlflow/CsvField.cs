namespace Tracking.Serving.Protocols.Mlflow;

/// <summary>Where a field stands in the text of a <see cref="CsvReader"/>, without its quotes.</summary>
internal readonly record struct CsvField(int Start, int Length, CsvFieldForm Form)
{
    /// <summary>Whether there is no value: nothing at all, not even quotes.</summary>
    public bool IsMissing => Length == 0 && Form == CsvFieldForm.Plain;
}

/// <summary>How a field is written.</summary>
internal enum CsvFieldForm
{
    Plain,
    Quoted,

    /// <summary>Quoted, and with doubled quotes in it.</summary>
    Escaped,
}
