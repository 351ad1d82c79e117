using System.Text.Json.Nodes;

namespace Tracking.Models.Scoring;

/// <summary>What a model written in .NET finds where it is loaded.</summary>
/// <param name="Folder">The model folder, absolute: files saved with the model are in it.</param>
/// <param name="Config">The <c>config</c> that the model was saved with; empty without one.</param>
/// <param name="Inner">The model that this one wraps, or null. Its owner is the host: it is not to be disposed.</param>
public sealed record ModelContext(string Folder, JsonObject Config, IScorer? Inner);
