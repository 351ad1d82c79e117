using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>A point, param or tag of a batch: its JSON stands in the batch's text.</summary>
internal readonly record struct BatchItem(RecordKind Kind, string Key, int Start, int Length);
