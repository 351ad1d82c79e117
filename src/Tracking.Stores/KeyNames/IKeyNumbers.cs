using Tracking.Stores.Dialects;

namespace Tracking.Stores.KeyNames;

/// <summary>The numbers of the names of metrics, params and tags within a write.</summary>
internal interface IKeyNumbers
{
    /// <summary>A new number is given if there is none.</summary>
    long IdOf(StoreSession session, string name);

    /// <summary>New ones of this transaction included; null when there is none.</summary>
    long? Find(StoreSession session, string name);
}
