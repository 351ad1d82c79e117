using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracking.Client.Internal.Runs;

/// <summary>How JSON trees are written without reflection.</summary>
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
internal sealed partial class NodeJson : JsonSerializerContext;
