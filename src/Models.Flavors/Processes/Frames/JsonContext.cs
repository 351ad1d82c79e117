using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tracking.Models.Flavors.Processes.Frames;

/// <summary>What frames are made of besides tensors.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonContext : JsonSerializerContext;
